"""A server with short leases, set up by the environment, to be killed from outside.

python -m tests.chaos.one_instance PORT
"""

from __future__ import annotations

import sys

from koda.cli import main
from koda.runs import jobs, worker

LEASE_MS = 4_000
RENEW_SECONDS = 1.0

if __name__ == "__main__":
    for module in (jobs, worker):
        setattr(module, "LEASE_MS", LEASE_MS)  # noqa: B010  (it is a constant elsewhere)
    setattr(worker, "_RENEW_SECONDS", RENEW_SECONDS)  # noqa: B010
    sys.exit(main(["serve", "--no-open", "--port", sys.argv[1]]))
