"""The tables of runs, together."""

from __future__ import annotations

from dataclasses import dataclass

from koda.db.base import Database
from koda.db.cancelling import CancelRecords
from koda.db.jobs import JobRecords
from koda.db.outcomes import OutcomeRecords
from koda.db.results import ResultRecords
from koda.db.runs import RunRecords
from koda.db.transcripts import TranscriptRecords
from koda.db.writings import WritingRecords


@dataclass(frozen=True, slots=True)
class Tables:
    """Records of runs and steps, what became of them, jobs, writings, transcripts, results."""

    runs: RunRecords
    outcomes: OutcomeRecords
    cancelling: CancelRecords
    jobs: JobRecords
    results: ResultRecords
    writings: WritingRecords
    transcripts: TranscriptRecords


def tables_in(database: Database) -> Tables:
    """Use a database that has migration 0008."""
    return Tables(
        RunRecords(database),
        OutcomeRecords(database),
        CancelRecords(database),
        JobRecords(database),
        ResultRecords(database),
        WritingRecords(database),
        TranscriptRecords(database),
    )
