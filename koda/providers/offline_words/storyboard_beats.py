"""The beats of a short film: what each scene is for, how it is seen, how it moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Beat:
    """One moment of the story.

    Attributes:
        title: What it is called.
        shot: Its framing, as an image prompt begins; `{who}` is whom it is about.
        near: Which lens of a look it takes: 0 the wide one, 1 the middle, 2 the near one.
        camera: How the camera stands, and moves.
        happens: What happens when the concept says nothing of it.
        mood: How it feels.
        motion: What moves in a shot of it.
        into: How the shot before goes over into it.
        audio: What is heard.
    """

    title: str
    shot: str
    near: Literal[0, 1, 2]
    camera: str
    happens: str
    mood: str
    motion: str
    into: str
    audio: str


_ESTABLISH = Beat(
    "Establish",
    "Wide establishing shot, {who} small in the frame",
    0,
    "wide shot at eye level, slow push in",
    "The place and the time of day are shown; {who} is there, waiting",
    "quiet, expectant",
    "The camera pushes in slowly while light moves over the place",
    "the camera pulls back until the whole place is in view",
    "room tone, a distant sound of the place",
)
_ANTICIPATE = Beat(
    "Anticipate",
    "Medium wide shot from behind, {who} seen against the light",
    0,
    "from behind at shoulder height, slow track sideways",
    "Something is about to begin around {who}",
    "curious, a little tense",
    "The camera tracks sideways past a dark foreground that opens the view",
    "the camera glides sideways behind a dark foreground and comes out behind {who}",
    "a rising soft tone",
)
_INTRODUCE = Beat(
    "Introduce",
    "Medium shot, {who} centered and facing the camera",
    1,
    "medium shot at eye level, gentle arc to the right",
    "{who} is seen clearly for the first time",
    "confident, warm",
    "The camera arcs gently to the right while {who} comes into full light",
    "the camera moves forward and lowers to eye level as {who} fills the middle of the frame",
    "one clear note, the music begins",
)
_DETAIL = Beat(
    "Detail",
    "Extreme close-up on the surface and shape of {who}",
    2,
    "macro close-up, slow slide along the edge",
    "A detail tells what {who} is made of",
    "intimate, precise",
    "The focus travels slowly along the edge, a highlight runs over it",
    "the camera pushes in until one detail fills the frame",
    "small sounds, very near",
)
_ACTION = Beat(
    "Action",
    "Dynamic low-angle shot, {who} in the middle of the action",
    1,
    "low angle, hand-held, following the movement",
    "{who} is in use, at the height of the movement",
    "energetic, alive",
    "Fast, continuous movement through the frame; the camera follows it and settles",
    "the camera drops to a low angle and the movement breaks loose",
    "a rhythmic beat, movement and impact",
)
_TURN = Beat(
    "Turn",
    "Close-up on the reaction, {who} sharp in the foreground",
    2,
    "close-up at eye level, still camera",
    "What has happened is answered by a look or a change",
    "surprised, then glad",
    "The camera is still; only the expression and the light change",
    "the movement stops, the camera comes up close and holds",
    "the music stops for a breath",
)
_PAYOFF = Beat(
    "Payoff",
    "Medium wide shot, {who} and everything around it in harmony",
    1,
    "medium wide shot, slow rise on a crane",
    "The promise is kept, and the world around {who} shows it",
    "joyful, open",
    "The camera rises slowly while everything around comes to life",
    "the camera pulls away and rises as the scene opens up",
    "the music returns, fuller",
)
_CLOSE = Beat(
    "Closing",
    "Hero shot, {who} alone in a clean composition with free space above",
    1,
    "hero shot, slightly below eye level, slow pull back to rest",
    "{who} stands alone, the last picture to be remembered",
    "proud, at rest",
    "The camera pulls back slowly and comes to rest; nothing else moves",
    "everything else falls away, the camera settles in front of {who}",
    "the last note rings out",
)

BEATS: dict[int, tuple[Beat, ...]] = {
    4: (_ESTABLISH, _INTRODUCE, _ACTION, _CLOSE),
    5: (_ESTABLISH, _INTRODUCE, _DETAIL, _ACTION, _CLOSE),
    6: (_ESTABLISH, _INTRODUCE, _DETAIL, _ACTION, _TURN, _CLOSE),
    8: (_ESTABLISH, _ANTICIPATE, _INTRODUCE, _DETAIL, _ACTION, _TURN, _PAYOFF, _CLOSE),
}
"""By the number of scenes."""

MOST = 8


def beats_of(count: int) -> tuple[Beat, ...]:
    """Give the beats of a film of so many scenes, 1 to 8, the last one being the closing."""
    if count in BEATS:
        return BEATS[count]
    whole = BEATS[MOST]
    if count >= MOST:
        return whole
    return (*whole[: max(count - 1, 0)], whole[-1])
