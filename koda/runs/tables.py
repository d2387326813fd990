"""The tables of runs, together."""

from __future__ import annotations

from dataclasses import dataclass

from koda.db.base import Database
from koda.db.cancelling import CancelRecords
from koda.db.jobs import JobRecords
from koda.db.outcomes import OutcomeRecords
from koda.db.results import ResultRecords
from koda.db.runs import RunRecords


@dataclass(frozen=True, slots=True)
class Tables:
    """Records of runs and steps, of what became of them, of jobs, and of results."""

    runs: RunRecords
    outcomes: OutcomeRecords
    cancelling: CancelRecords
    jobs: JobRecords
    results: ResultRecords


def tables_in(database: Database) -> Tables:
    """Use a database that has migration 0003."""
    return Tables(
        RunRecords(database),
        OutcomeRecords(database),
        CancelRecords(database),
        JobRecords(database),
        ResultRecords(database),
    )
