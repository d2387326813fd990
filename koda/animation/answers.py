"""What people answer to an animation's questions: checked, refused with the place."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StrictBool,
    StrictInt,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from koda.animation.plan import FEWEST_SCENES, MOST_SCENES, AnimationPlan, rescaled
from koda.core.errors import Invalid
from koda.core.run import Question

BRIEF, PLAN, PREVIEW = "animation.brief", "animation.plan", "animation.preview"

Words = Annotated[str, Field(max_length=4_000)]
Reply = TypeVar("Reply", bound="_Answer")


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BriefQuestion(BaseModel):
    """One field of the form that the planner may ask a person to fill."""

    model_config = ConfigDict(frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    text: Annotated[str, Field(min_length=1, max_length=300)]
    type: Literal["text", "select", "multi_select"] = "text"
    options: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=120)], ...], Field(max_length=12)
    ] = ()
    required: bool = False
    default: Annotated[str, Field(max_length=300)] = ""


_ROWS = TypeAdapter(list[dict[str, JsonValue]])
_FORM = TypeAdapter(list[BriefQuestion])


class BriefReply(_Answer):
    """The form, filled or passed over."""

    answers: Annotated[
        dict[str, Words | Annotated[list[Words], Field(max_length=12)]], Field(max_length=12)
    ] = {}
    skip: StrictBool = False


class PlanReply(_Answer):
    """Yes, or what is to be planned anew: of the plan as it was edited by hand, if it was.

    `keep`: neither; the version that there is already stays as it is.
    """

    accept: StrictBool = False
    keep: StrictBool = False
    plan: AnimationPlan | None = None
    change: Words = ""
    scenes: Annotated[list[StrictInt], Field(max_length=MOST_SCENES)] = []

    @model_validator(mode="after")
    def _says_one_thing(self) -> PlanReply:
        if [self.accept, self.keep, bool(self.change.strip())].count(True) != 1:
            message = "one of `accept`, `change` and `keep`, not more, not none"
            raise ValueError(message)
        return self


class PreviewReply(_Answer):
    """Yes, or what is to be different."""

    accept: StrictBool = False
    change: Words = ""

    @model_validator(mode="after")
    def _says_one_thing(self) -> PreviewReply:
        if self.accept == bool(self.change.strip()):
            message = "either `accept` or `change`, not both, not neither"
            raise ValueError(message)
        return self


def check_answer(question: Question, value: JsonValue) -> None:
    """Refuse an answer that does not fit its question.

    Raises:
        Invalid: Says what does not fit, and where (`place`).
    """
    match question.fields.get("kind"):
        case "animation.brief":
            _check_form(question, brief_reply(value))
        case "animation.plan":
            asked = AnimationPlan.model_validate(question.fields["plan"])
            reply = plan_reply(value)
            if reply.keep and not question.fields.get("version"):
                raise _misfit("keep", "There is no version yet that could stay.")
            scenes = edited(asked, reply, media_names(question)).scenes
            for number in reply.scenes:
                if not 1 <= number <= len(scenes):
                    raise _misfit("scenes", f"There is no scene {number}.")
        case "animation.preview":
            _read(PreviewReply, value)
        case _:
            pass


def brief_reply(value: JsonValue) -> BriefReply:
    """Read the answer to the form."""
    return _read(BriefReply, value)


def plan_reply(value: JsonValue) -> PlanReply:
    """Read the answer to a plan."""
    return _read(PlanReply, value)


def preview_reply(value: JsonValue) -> PreviewReply:
    """Read the answer to a preview."""
    return _read(PreviewReply, value)


def media_names(question: Question) -> list[str]:
    """Give the names of the files that the scenes of a plan may show."""
    rows = _ROWS.validate_python(question.fields.get("media", []))
    return [str(one.get("name")) for one in rows]


def edited(asked: AnimationPlan, reply: PlanReply, media: Collection[str]) -> AnimationPlan:
    """Give the plan that an answer is about: the one that was shown, or as it was edited by hand.

    An edited plan keeps the frame rate; its scenes are stretched to the length that it has.

    Raises:
        Invalid: It is no plan of this film.
    """
    if reply.plan is None:
        return asked
    plan = reply.plan
    if not FEWEST_SCENES <= len(plan.scenes) <= MOST_SCENES:
        raise _misfit("plan.scenes", f"A plan has {FEWEST_SCENES} to {MOST_SCENES} scenes.")
    for place, scene in enumerate(plan.scenes):
        strange = sorted(set(scene.media) - set(media))
        if strange:
            raise _misfit(f"plan.scenes.{place}.media", f"There is no file “{strange[0]}”.")
    scenes = rescaled(plan.scenes, plan.seconds)
    return plan.model_copy(update={"scenes": scenes, "fps": asked.fps})


def _check_form(question: Question, reply: BriefReply) -> None:
    if reply.skip:
        return
    asked = _FORM.validate_python(question.fields.get("questions", []))
    strange = sorted(set(reply.answers) - {one.id for one in asked})
    if strange:
        raise _misfit(f"answers.{strange[0]}", "This was not asked.")
    for one in asked:
        given = reply.answers.get(one.id, "")
        chosen = [given] if isinstance(given, str) else given
        if one.required and not any(text.strip() for text in chosen):
            raise _misfit(f"answers.{one.id}", "This has to be answered.")
        if one.type == "select" and isinstance(given, list):
            raise _misfit(f"answers.{one.id}", "One of the answers is to be chosen.")


def _read(shape: type[Reply], value: JsonValue) -> Reply:
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "answer"
        raise _misfit(place, first["msg"].removeprefix("Value error, ")) from error


def _misfit(place: str, what: str) -> Invalid:
    return Invalid(
        f"This answer does not fit: {place}: {what.rstrip('.')}.",
        remedy="Correct what is named, and answer again; the question is still open.",
        place=place,
    )
