"""The language model that a step writes with: the one it was planned with, over restarts too."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from koda.core.errors import NotConfigured
from koda.providers.text import TextRole
from koda.providers.text_models import TextModel, TextModels


@contextmanager
def planned_model(models: TextModels, role: TextRole, planned: str | None) -> Generator[TextModel]:
    """Give the model to write with inside the block: `planned`, or what the role's setting says.

    The result is kept as the planned model's, so no other may write it, whatever the settings say
    by now. A model that cannot be used any more is refused where it is asked, not before: what it
    has answered already is given back, what it has used is booked.

    Raises:
        NotConfigured: It was to be asked, and its provider is not set up any more.
    """
    model = models.get(planned) if planned else models.choose(role)
    try:
        yield model
    except NotConfigured as error:
        if not model.unavailable or error.fields.get("provider") != model.provider:
            raise
        raise NotConfigured(
            f"{model.title} was to write this, and cannot be used now: {model.unavailable}",
            remedy="Set what is missing, then run the node again; without it, what is set up now "
            "writes.",
            provider=model.provider,
            model=model.id,
        ) from error
