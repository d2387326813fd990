"""What can be placed, and which models there are."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from koda.core.spec import NodeSpec
from koda.providers.models import ModelCard
from koda.server.inputs import Koda

router = APIRouter(tags=["catalog"])


class ModelOffer(ModelCard):
    """A model card, and whether it can be used here."""

    available: bool
    unavailable_reason: str | None = None


class CatalogAnswer(BaseModel):
    """Node kinds, models, and by task the models that `auto` chooses from, the best first."""

    kinds: list[NodeSpec]
    models: list[ModelOffer]
    auto: dict[str, list[str]]


@router.get("/catalog")
async def get_catalog(koda: Koda) -> CatalogAnswer:
    """Give everything that a canvas can be made of."""
    await koda.endpoints.learn_all()
    await koda.connections.learn()
    return CatalogAnswer(
        kinds=list(koda.catalog.kinds.values()),
        models=[
            ModelOffer(
                **dict(offer.card),
                available=not offer.unavailable,
                unavailable_reason=offer.unavailable or None,
            )
            for offer in koda.models.offers.values()
            if offer.card.task != "endpoint"  # their nodes have no model to choose
        ],
        auto={task: list(found) for task, found in koda.models.auto.items()},
    )
