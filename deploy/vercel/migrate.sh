#!/bin/sh
# Brings the schema of the project's database up.
set -eu
if [ -z "${TURSO_DATABASE_URL:-}${DATABASE_URL:-}${KODA_DATABASE_URL:-}" ]; then
  echo "No database is set (TURSO_DATABASE_URL): its schema is not brought up here."
  exit 0
fi
echo "Bringing the database's schema up"
exec sh deploy/vercel/python.sh -m koda db migrate
