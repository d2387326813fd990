#!/bin/sh
# Vercel's build command: the page, with the stages of animations, then the database's schema.
set -eu
npm --prefix web ci --no-audit --no-fund
npm --prefix web/stage ci --no-audit --no-fund
npm --prefix web run build
rm -rf koda/_static/.vite # names of sources; nobody asks for them
sh deploy/vercel/python.sh deploy/vercel/tighten.py
exec sh deploy/vercel/migrate.sh
