"""Figures for Prometheus."""

from __future__ import annotations

from fastapi import APIRouter, Response

from koda.core.errors import NotConfigured
from koda.server.inputs import Koda

router = APIRouter(tags=["metrics"])

_TYPE = "text/plain; version=1.0.0; charset=utf-8; escaping=underscores"


@router.get("/metrics", response_class=Response)
async def get_metrics(koda: Koda) -> Response:
    """Give the figures of this process, and what waits, as text for Prometheus.

    Raises:
        NotConfigured: They are not kept.
    """
    if koda.telemetry is None or koda.telemetry.figures is None:
        raise NotConfigured(
            "This Koda keeps no figures.", remedy="Set KODA_METRICS=on.", setting="KODA_METRICS"
        )
    return Response(await koda.telemetry.figures.page(), media_type=_TYPE)
