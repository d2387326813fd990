#!/bin/sh
# Vercel's build command: the page, then the database, where the project has one set.
set -eu
npm --prefix web ci --no-audit --no-fund
npm --prefix web run build
rm -rf koda/_static/.vite # names of sources; nobody asks for them

if [ -z "${TURSO_DATABASE_URL:-}${DATABASE_URL:-}${KODA_DATABASE_URL:-}" ]; then
  echo "No database is set (TURSO_DATABASE_URL): its schema is not brought up here."
  exit 0
fi
echo "Bringing the database's schema up"
exec uv run --no-project --quiet --python 3.12 --with-requirements api/requirements.txt python -m koda db migrate
