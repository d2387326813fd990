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


def chosen_model(kind: str, parameters: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Give the parameters with a model of their own for what was a mode: a dialogue of voices."""
    if kind != "speech" or "mode" not in parameters:
        return parameters
    rest = {name: value for name, value in parameters.items() if name != "mode"}
    if parameters["mode"] == "dialogue" and rest.get("model") in {None, "elevenlabs-tts"}:
        rest["model"] = "elevenlabs-dialogue"
    return rest


def input_here(kind: str, parameters: Mapping[str, JsonValue], name: str) -> str:
    """Give our input for an end; the single picture of a film is its first frame here."""
    name = _INPUTS.get(name, name)
    taken = _taken(kind, parameters)
    framed = name == "reference" and "reference" not in taken and "first_frame" in taken
    return "first_frame" if framed else name


def input_there(kind: str, parameters: Mapping[str, JsonValue], name: str) -> str:
    """Give the original's end for an input of ours."""
    taken = _taken(kind, parameters)
    if name == "first_frame" and name in taken and not taken & {"reference", "last_frame"}:
        return "reference"
    return {ours: theirs for theirs, ours in _INPUTS.items()}.get(name, name)


def _taken(kind: str, parameters: Mapping[str, JsonValue]) -> frozenset[str]:
    """Give the inputs of a film's model."""
    card = shipped_cards().get(str(parameters.get("model"))) if kind == _VIDEO else None
    return frozenset(card.inputs) if card else frozenset()
