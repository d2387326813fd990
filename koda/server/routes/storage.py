"""What everything takes."""

from __future__ import annotations

from fastapi import APIRouter

from koda.assets.storage import StorageReport
from koda.server.inputs import Koda

router = APIRouter(tags=["storage"])


@router.get("/storage")
async def get_storage_report(koda: Koda) -> StorageReport:
    """Say what media, previews, records and the trash take, and which canvases the most."""
    return await koda.storage.report()
