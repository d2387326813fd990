"""Settings of what is told about Koda's work: logs, figures, traces."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from koda.settings.part import Part


class WatchingSettings(Part):
    """What is told about Koda's work."""

    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", validation_alias="KODA_LOG_LEVEL", description="How much is logged."
    )
    log_format: Literal["text", "json"] = Field(
        "text",
        validation_alias="KODA_LOG_FORMAT",
        description="How it is logged: `text` for people; `json`, one object a line, for what "
        "collects logs.",
    )
    metrics: Literal["off", "on"] = Field(
        "off",
        validation_alias="KODA_METRICS",
        description="`on` gives figures for Prometheus at `/api/metrics`, to the owner and to API "
        "keys that may read.",
    )
    otlp_endpoint: str = Field(
        "",
        validation_alias="OTEL_EXPORTER_OTLP_ENDPOINT",
        description="Address of a collector of OpenTelemetry, as `http://localhost:4318`. With it, "
        "runs, steps, jobs and requests are sent as traces; it needs "
        "`pip install 'koda-studio[otel]'`.",
    )
