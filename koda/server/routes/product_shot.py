"""The original's `POST /api/plugins/product-shot`: photographs are planned, by a run."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field, JsonValue, StringConstraints
from starlette.responses import JSONResponse, Response

from koda.core.errors import NodeFailed
from koda.core.run import Step
from koda.core.values import JsonDocument
from koda.server.agent_stream import Payload, agent_stream, place_of, taken_up
from koda.server.errors import ProblemDocument
from koda.server.inputs import Ending, Koda
from koda.server.one_node import Call, finished, start_one
from koda.server.routes.enhance import Accept, LastEventId, wants_events
from koda.server.routes.generate import MAX_ADDRESS, IdempotencyKey

_KIND = "product-shot"
_MOST_DETAILS = 20


class _Detailed(APIRoute):
    """A route that answers a body that does not fit as the original did: 400, with `details`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Give FastAPI's own, around which a body that does not fit is told in detail."""
        handle = super().get_route_handler()

        async def detailed(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                return _unfit(error)

        return detailed


router = APIRouter(tags=["agents"], route_class=_Detailed)

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Address = Annotated[str, Field(max_length=MAX_ADDRESS)]


class ProductShotBody(BaseModel):
    """The product and how it is shown, in the original's names."""

    productName: Name  # noqa: N815
    shotCount: int = Field(4, ge=4, le=8)  # noqa: N815
    background: Literal["studio-white", "gradient", "lifestyle", "outdoor", "dark-moody"] = (
        "studio-white"
    )
    lighting: Literal["soft", "dramatic", "natural", "rim-light"] = "soft"
    notes: str | None = Field(None, max_length=4_000)
    additionalNotes: str | None = Field(None, max_length=4_000)  # noqa: N815
    imageUrl: Address | None = None  # noqa: N815
    productImageUrl: Address | None = None  # noqa: N815
    canvasId: str | None = Field(None, max_length=80)  # noqa: N815
    nodeId: str | None = Field(None, max_length=80)  # noqa: N815


class PlannedShot(BaseModel):
    """One photograph to be made."""

    number: int
    angleName: str  # noqa: N815
    description: str
    prompt: str
    camera: str
    composition: str


class ProductShots(BaseModel):
    """The plan. `model` is `offline/rules` when no language model wrote it."""

    success: bool = True
    shots: list[PlannedShot]
    summary: str
    model: str
    run: str


@router.post(
    "/plugins/product-shot",
    response_model=ProductShots,
    responses={200: {"content": {"text/event-stream": {}}}},
)
async def plan_product_shots(
    koda: Koda,
    ending: Ending,
    body: ProductShotBody,
    key: IdempotencyKey = "",
    accept: Accept = "",
    last_event_id: LastEventId = "",
) -> Response | ProductShots:
    """Plan photographs of a product. With `Accept: text/event-stream` it is streamed.

    The stream's first event, `run`, says which run it is; then `text-delta`, `result`, `finish`.
    The same request with `Last-Event-ID` goes on where it broke off.
    """
    place = place_of(last_event_id)
    if wants_events(accept) and place.run:
        run = await taken_up(koda, place.run, _KIND)
    else:
        run = await start_one(koda, _call(body, key))
    if wants_events(accept):
        return agent_stream(koda, run, place, _closing, ending)
    return _planned(finished(await koda.runs.wait(run.id)))


def _call(body: ProductShotBody, key: str) -> Call:
    picture = body.imageUrl or body.productImageUrl
    parameters: dict[str, JsonValue] = {
        "product_name": body.productName,
        "shot_count": body.shotCount,
        "background": body.background,
        "lighting": body.lighting,
        "notes": body.notes or body.additionalNotes,
    }
    return Call(
        _KIND,
        parameters,
        media=[("product", picture)] if picture else [],
        canvas=body.canvasId,
        node=body.nodeId,
        key=key,
    )


def _closing(step: Step) -> Sequence[Payload]:
    made: dict[str, JsonValue] = _planned(step).model_dump(mode="json")
    return [{"type": "result", **made}, {"type": "finish", "finishReason": "stop"}]


def _planned(step: Step) -> ProductShots:
    document = step.outputs.get("shots")
    plan = document.json_ if isinstance(document, JsonDocument) else None
    shots = plan.get("shots") if isinstance(plan, dict) else None
    if not isinstance(plan, dict) or not isinstance(shots, list):
        raise NodeFailed("The plan has no shots.", run=step.run)
    return ProductShots(
        shots=[
            PlannedShot.model_validate({**one, "angleName": one.get("angle")})
            for one in shots
            if isinstance(one, dict)
        ],
        summary=str(plan.get("summary", "")),
        model=step.model or "",
        run=step.run,
    )


def _unfit(error: RequestValidationError) -> JSONResponse:
    """Say each thing that does not fit, without what stands there."""
    found = [
        (".".join(str(part) for part in one["loc"][1:]), str(one["msg"]))
        for one in error.errors()[:_MOST_DETAILS]
    ]
    place, message = found[0] if found else ("", "The request is not valid.")
    said = f"{place or 'The body'}: {message}"
    problem = ProblemDocument(
        title="Bad Request", status=400, code="invalid", detail=said, error=said
    )
    details = [{"path": path, "message": text} for path, text in found]
    document = {**problem.model_dump(mode="json"), "details": details}
    return JSONResponse(document, 400, media_type="application/problem+json")
