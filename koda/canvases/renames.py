"""Names that the original gave to parameters and ends that have other names here."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from koda.providers.models import shipped_cards

_PARAMETERS: Mapping[str, Mapping[str, str]] = {
    "music-generator": {"guidance_scale": "cfg_scale"},
    "speech": {
        "text": "prompt",
        "dialogue_lines": "dialogue",
        "reference_transcript": "transcript",
    },
    "video-audio": {"cfg_strength": "cfg_scale"},
    "video-generator": {"heygen_voice": "voice"},
}
_OLD = {"music-generator": {"guidance": "guidance_scale"}}
_INPUTS = {"firstFrame": "first_frame", "lastFrame": "last_frame"}
_VIDEO = "video-generator"


def parameter_here(kind: str, name: str) -> str:
    """Give our name of a parameter (in snake case)."""
    name = _OLD.get(kind, {}).get(name, name)
    return _PARAMETERS.get(kind, {}).get(name, name)


def parameter_there(kind: str, name: str) -> str:
    """Give the original's name (in snake case) of a parameter of ours."""
    renamed = {ours: theirs for theirs, ours in _PARAMETERS.get(kind, {}).items()}
    return renamed.get(name, name)


def input_here(kind: str, parameters: Mapping[str, JsonValue], name: str) -> str:
    """Give our input for an end; the single picture of a film is its first frame here."""
    name = _INPUTS.get(name, name)
    return "first_frame" if name == "reference" and _takes_single(kind, parameters) else name


def input_there(kind: str, parameters: Mapping[str, JsonValue], name: str) -> str:
    """Give the original's end for an input of ours."""
    if name == "first_frame" and _takes_single(kind, parameters):
        return "reference"
    return {ours: theirs for theirs, ours in _INPUTS.items()}.get(name, name)


def _takes_single(kind: str, parameters: Mapping[str, JsonValue]) -> bool:
    if kind != _VIDEO:
        return False
    card = shipped_cards().get(str(parameters.get("model")))
    inputs = card.inputs.keys() if card else ()
    return "first_frame" in inputs and "reference" not in inputs and "last_frame" not in inputs
