"""Sets telemetry up as the settings say; nothing of it is loaded where none is wanted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from koda.core.errors import NotConfigured
from koda.db.base import Database
from koda.settings import Settings
from koda.telemetry.ends import Ends
from koda.telemetry.observer import Observer

log = logging.getLogger("koda.telemetry")

if TYPE_CHECKING:
    from koda.telemetry.figures import Figures
    from koda.telemetry.traces import Traces


@dataclass(frozen=True, slots=True)
class Telemetry:
    """What is told to whom: figures, traces, or none of both."""

    observer: Observer
    figures: Figures | None
    traces: Traces | None

    async def close(self) -> None:
        """Tell what is left."""
        await self.observer.stop()
        if self.traces is not None:
            await asyncio.to_thread(self.traces.close)


def set_up_telemetry(settings: Settings, database: Database) -> Telemetry | None:
    """Give what the settings ask for, started; none where they ask for nothing.

    Raises:
        NotConfigured: Traces are asked for, and the library for them is not installed.
    """
    tell: list[Callable[[Ends], None]] = []
    figures = traces = None
    if settings.metrics == "on":
        from koda.telemetry.figures import Figures  # noqa: PLC0415

        figures = Figures(database)
        tell.append(figures.ended)
    if settings.otlp_endpoint and settings.serverless:
        # Its function has no room for the library, and nobody there to send what is left.
        log.warning("OTEL_EXPORTER_OTLP_ENDPOINT has no effect on a serverless host")
    elif settings.otlp_endpoint:
        traces = _traces(settings.otlp_endpoint)
        tell.append(traces.ended)
    if not tell:
        return None
    observer = Observer(database, tell)
    observer.start()
    return Telemetry(observer, figures, traces)


def _traces(endpoint: str) -> Traces:
    try:
        from koda.telemetry.traces import Traces  # noqa: PLC0415
    except ImportError as error:
        raise NotConfigured(
            "OTEL_EXPORTER_OTLP_ENDPOINT is set, but what sends traces is not installed.",
            remedy="Install it: `pip install 'koda-studio[otel]'`.",
            setting="OTEL_EXPORTER_OTLP_ENDPOINT",
        ) from error
    return Traces(endpoint)
