"""What of the records a backup holds: every table with its key, or the reason it is left out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is kept.

    Attributes:
        key: The columns it is read by, in order; unique together.
        page: Rows read at a time: few where rows are large, so that an answer stays far below
            what a database over HTTP gives (10 MB).
        derived: Columns that the database makes itself.
    """

    name: str
    key: tuple[str, ...]
    page: int = 500
    derived: frozenset[str] = frozenset()


KEPT = (
    Table("canvases", ("id",)),
    Table("canvas_updates", ("canvas", "seq"), page=6),
    Table("canvas_snapshots", ("canvas", "seq", "part"), page=1),
    Table("assets", ("place",), page=200, derived=frozenset({"place", "model"})),
    Table("runs", ("id",), page=200),
    Table("steps", ("id",), page=20),
    Table("step_needs", ("step", "needs")),
    Table("run_events", ("canvas", "number")),
    Table("node_heads", ("canvas", "node")),
    Table("jobs", ("token",), page=20),
    Table("step_memory", ("step", "name"), page=20),
    Table("results", ("key",), page=50),
    Table("endpoints", ("id",), page=4),
    Table("presets", ("id",), page=100),
    Table("writings", ("id",), page=20),
    Table("transcripts", ("step", "number"), page=100),
    Table("projects", ("id",), page=20),
    Table("shares", ("id",)),
    Table("api_keys", ("id",)),
    Table("run_starters", ("run",)),
    Table("audit", ("id",)),
)
"""In this order they can be written, too: what others refer to comes first."""

LEFT_OUT = {
    "koda_migrations": "the other Koda brings its own",
    "asset_words": "made from the assets",
    "asset_uses": "made from canvases, steps, recipes and presets",
    "canvas_reads": "made when canvases are read for what they hold",
    "uploads": "of this hour",
    "blob_removals": "of files that are gone",
    "sessions": "people sign in anew",
    "access_counts": "of this minute",
    "step_progress": "of this minute",
    "oidc_sign_ins": "of this minute",
    "secrets": "keys stay where they were entered",
}
"""Tables that are not in a backup, and why."""
