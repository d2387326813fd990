#!/bin/sh
# Runs Python in Vercel's build, with the packages that the function has.
set -eu
command -v uv >/dev/null || python3 -m pip install --quiet uv # Vercel's build machines have it
PYTHONPATH=. exec uv run --no-project --quiet --python ">=3.12" --with-requirements api/requirements.txt python "$@"
