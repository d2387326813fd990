#!/bin/sh
# Brings the schema of the project's database up, with the packages that the function has.
set -eu
if [ -z "${TURSO_DATABASE_URL:-}${DATABASE_URL:-}${KODA_DATABASE_URL:-}" ]; then
  echo "No database is set (TURSO_DATABASE_URL): its schema is not brought up here."
  exit 0
fi
echo "Bringing the database's schema up"
command -v uv >/dev/null || python3 -m pip install --quiet uv # Vercel's build machines have it
exec uv run --no-project --quiet --python ">=3.12" --with-requirements api/requirements.txt python -m koda db migrate
