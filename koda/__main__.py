"""`python -m koda`."""

from __future__ import annotations

import sys

from koda.cli import main

sys.exit(main())
