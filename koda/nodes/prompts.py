"""Prompts that speak of the media sent with them: mentions resolved, what each picture is for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from koda.core.mentions import Label, find_mentions, slug_of

USES: Mapping[str, tuple[str, str]] = {
    "subject": ("Subject", "{these} {show} the subject: keep it as it is."),
    "character": ("Character", "{these} {show} {name}: keep the same face, build and clothes."),
    "face": ("Face", "Take the face from {these}."),
    "pose": ("Pose", "Take the pose from {these}, nothing else."),
    "object": ("Object", "Put the object of {these} into the picture, unchanged."),
    "style": ("Style", "{these} {are} the style reference: take the look, not the content."),
    "composition": ("Composition", "Follow the composition of {these}."),
    "background": ("Background", "{these} {show} the background."),
    "palette": ("Colors", "Take the colors from {these}."),
}
"""What a reference may be for: the title, and the sentence that says so to a model."""

_CALLED = {"first_frame": "the first frame", "last_frame": "the last frame", "mask": "the mask"}
_SOMEBODY = "the main character"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that goes to the model with the prompt, in the order in which it is sent."""

    type: str
    role: str
    label: Label


@dataclass(frozen=True, slots=True)
class Words:
    """A text that arrives by a wire, and the name of the node that it comes from."""

    text: str
    name: str = ""


def resolve(
    prompt: str, texts: Sequence[Words], sent: Sequence[Sent]
) -> tuple[str, tuple[str, ...]]:
    """Put what is mentioned into the prompt and the texts.

    Files become what a model calls them (`image 2`). A text that the prompt mentions stands in its
    place instead of before the prompt; what nobody has stays as it is written.

    Returns:
        The prompt, and the texts that go before it.
    """
    called = _called(sent)
    written: dict[str, str] = {}
    for one in texts:
        if one.name and slug_of(one.name) not in called:
            written.setdefault(slug_of(one.name), _put(one.text, called).strip())
    used = {one.slug for one in find_mentions(prompt, {*called, *written}) if one.slug in written}
    rest = (_put(one.text, called) for one in texts if slug_of(one.name) not in used)
    return _put(prompt, called | {key: written[key] for key in used}), tuple(rest)


def unknown_mentions(prompt: str, known: Collection[str]) -> list[str]:
    """Give what a prompt mentions and nobody has, each once, as slugs; `known` are slugs, too."""
    found = (one.slug for one in find_mentions(prompt, known))
    return list(dict.fromkeys(slug for slug in found if slug not in known))


def tokens(counts: Mapping[str, int]) -> Iterator[str]:
    """Give the mentions that go by number, such as `image1`, for so many files by type."""
    for type_, count in counts.items():
        for number in range(1, count + 1):
            yield f"{type_}{number}"
            yield f"{type_}-{number}"


def use_sentences(sent: Sequence[Sent]) -> str:
    """Say what each file is for, one sentence for those that are for the same."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one, call in zip(sent, _calls(sent), strict=True):
        if one.label.use in USES:
            name = one.label.name if one.label.use == "character" else ""
            groups.setdefault((one.label.use, name), []).append(call)
    return " ".join(_sentence(use, name, calls) for (use, name), calls in groups.items())


def _sentence(use: str, name: str, calls: Sequence[str]) -> str:
    one = len(calls) == 1
    text = USES[use][1].format(
        these=_together(calls),
        show="shows" if one else "show",
        are="is" if one else "are",
        name=name or _SOMEBODY,
    )
    return text[:1].upper() + text[1:]


def _calls(sent: Sequence[Sent]) -> list[str]:
    """Say what a model calls each file: by its place, or else by its number among its type."""
    counts: dict[str, int] = {}
    calls: list[str] = []
    for one in sent:
        if one.role in _CALLED:
            calls.append(_CALLED[one.role])
            continue
        counts[one.type] = counts.get(one.type, 0) + 1
        calls.append(f"{one.type} {counts[one.type]}")
    return calls


def _called(sent: Sequence[Sent]) -> dict[str, str]:
    """Give by slug what stands for a mention; a name that several files have means all of them."""
    calls = _calls(sent)
    by_slug = {
        form: call
        for call in calls
        if call not in _CALLED.values()
        for form in (call.replace(" ", ""), call.replace(" ", "-"))
    }
    named: dict[str, list[str]] = {}
    for one, call in zip(sent, calls, strict=True):
        if slug_of(one.label.name):
            named.setdefault(slug_of(one.label.name), []).append(call)
    return by_slug | {slug: _together(found) for slug, found in named.items()}


def _together(calls: Sequence[str]) -> str:
    """Join what files are called: `image 1`, `image 1 and image 2`, `image 1, image 2 and …`."""
    if len(calls) == 1:
        return calls[0]
    return f"{', '.join(calls[:-1])} and {calls[-1]}"


def _put(text: str, called: Mapping[str, str]) -> str:
    """Replace the mentions of what is known."""
    parts: list[str] = []
    at = 0
    for one in find_mentions(text, called):
        if one.slug in called:
            parts += [text[at : one.start], called[one.slug]]
            at = one.end
    return "".join([*parts, text[at:]])
