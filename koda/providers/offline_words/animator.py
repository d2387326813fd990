"""Plans an animation by rules: scenes from sentences, techniques from words, plain wishes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import cast

from pydantic import JsonValue

from koda.providers.offline_words.animator_scenes import Scene, planned, scene_rows
from koda.providers.offline_words.animator_wishes import changed

_BY_RULES = "Planned by rules, without a language model."


def write(facts: Mapping[str, JsonValue]) -> str:
    """Give the plan as JSON: `title`, `scenes`, `seconds`, `design`, `changed`, `reply`.

    Args:
        facts: `task` (`plan`, `replan` or `change`), `prompt`, `seconds`, `techniques`, `media`
            (objects with `name`, `type`, `caption`, `role`), `catalog` (names of `styles`,
            `themes`, `fonts`, `techniques`), and for the later tasks `plan`, `wish`, `only`.
    """
    if facts.get("task") == "plan":
        title, scenes = planned(facts)
        return _answer(title, scenes, None, {}, changed=True, reply=_BY_RULES)
    plan = cast("Mapping[str, JsonValue]", facts.get("plan") or {})
    found = changed(plan, facts)
    reply = found.reply if found.is_changed else f"{found.reply} {_HONEST}".strip()
    return _answer(
        found.title, found.scenes, found.seconds, found.design, changed=found.is_changed,
        reply=reply,
    )  # fmt: skip


_HONEST = (
    "Without a language model this is done by rules, which know: slower, faster, longer, shorter, "
    "a number of seconds, colours, fonts, another style, theme or technique, the text or title of "
    "a scene, removing and swapping scenes. For anything else set a key of a language model, or "
    "edit the plan or the code by hand."
)


def _answer(
    title: str,
    scenes: Sequence[Scene],
    seconds: float | None,
    design: Mapping[str, str],
    *,
    changed: bool,
    reply: str,
) -> str:
    answer = {
        "changed": changed,
        "reply": reply,
        "title": title,
        "seconds": seconds,
        "design": dict(design) or None,
        "scenes": scene_rows(scenes),
    }
    return json.dumps(answer, ensure_ascii=False)
