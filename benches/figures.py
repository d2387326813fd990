"""How a figure is taken: the median of several turns, on the wall or in CPU time."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Sequence

Figures = dict[str, object]
Bench = Iterable[Figures]


def median(values: Iterable[float], digits: int = 2) -> float:
    """Give the median, rounded."""
    return round(statistics.median(values), digits)


def percentile(values: Sequence[float], percent: float, digits: int = 2) -> float:
    """Give the value that `percent` of the values do not exceed, rounded."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))], digits)


def cpu_ms(work: Callable[[], object], turns: int) -> float:
    """Give the median CPU milliseconds of this process for one turn of the work."""
    found: list[float] = []
    for _ in range(turns):
        gc.collect()
        before = time.process_time()
        work()
        found.append((time.process_time() - before) * 1000)
    return median(found)
