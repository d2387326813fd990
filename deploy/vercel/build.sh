#!/bin/sh
# Vercel's build command: the page, then the database's schema.
set -eu
npm --prefix web ci --no-audit --no-fund
npm --prefix web run build
rm -rf koda/_static/.vite # names of sources; nobody asks for them
exec sh deploy/vercel/migrate.sh
