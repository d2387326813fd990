"""The options of a request beside its messages: which there are, and what they exclude."""

from __future__ import annotations

import re
from typing import Any, cast

from pydantic import JsonValue

from koda.emulators.anthropic_errors import invalid
from koda.emulators.anthropic_models import Model
from koda.emulators.anthropic_schemas import Schema, check_schema, check_shape

_KNOWN = {
    "model", "messages", "max_tokens", "system", "stream", "stop_sequences", "tools", "tool_choice",
    "thinking", "output_config", "cache_control", "metadata", "service_tier", "temperature",
    "top_p", "top_k", "container", "diagnostics", "inference_geo", "speed", "user_profile_id",
    "workspace_id",
}  # fmt: skip
_SAMPLING = ("temperature", "top_p", "top_k")
_LEAST_BUDGET = 1_024
_TOOL_NAME = re.compile(r"[a-zA-Z0-9_-]{1,128}")
_FORCED = {"any", "tool"}
_CHOICES = {"auto", "none", *_FORCED}
_EFFORTS = {"low", "medium", "high", "xhigh", "max"}


def check_options(body: dict[str, Any], model: Model, *, counting: bool) -> None:
    """Refuse options that are unknown, impossible or not of this model.

    Raises:
        Refused: The first that is wrong.
    """
    for name in body:
        if name not in _KNOWN:
            raise invalid(f"{name}: Extra inputs are not permitted")
    if not counting:
        _check_most_tokens(body, model)
    for name in _SAMPLING:
        if body.get(name) is not None and model.newest == 2:
            raise invalid(f"`{name}` is deprecated for this model.")
    stops: JsonValue = body.get("stop_sequences") or []
    if not isinstance(stops, list) or not all(one and isinstance(one, str) for one in stops):
        raise invalid("stop_sequences: Input should be a list of texts that are not empty")
    temperature = body.get("temperature")
    if temperature is not None and not 0 <= float(temperature) <= 1:
        raise invalid("temperature: range: 0..1")
    _check_thinking(body, model)
    config: dict[str, JsonValue] = body.get("output_config") or {}
    effort = config.get("effort")
    if effort is not None and effort not in _EFFORTS:
        raise invalid(f"output_config.effort: Input should be one of {', '.join(sorted(_EFFORTS))}")


def thinking_of(body: dict[str, Any], model: Model) -> str:
    """Say whether it thinks: empty for no, `shown` or `hidden`."""
    thinking: dict[str, Any] = body.get("thinking") or {}
    if thinking.get("type") not in {"adaptive", "enabled"}:
        return ""
    usual = "omitted" if model.newest == 2 else "summarized"
    return "shown" if (thinking.get("display") or usual) == "summarized" else "hidden"


def read_schema(body: dict[str, Any]) -> Schema | None:
    """Read the schema of the answer, if one is wanted."""
    config: dict[str, Any] = body.get("output_config") or {}
    wanted: dict[str, JsonValue] | None = config.get("format")
    if wanted is None:
        return None
    if wanted.get("type") != "json_schema":
        raise invalid("output_config.format.type: Input should be 'json_schema'")
    return check_schema(wanted.get("schema"), "output_config.format.schema")


def read_tools(body: dict[str, Any]) -> dict[str, Schema]:
    """Read the tools: the schema of each one's input by its name."""
    tools: dict[str, Schema] = {}
    for number, tool in enumerate(cast("list[dict[str, Any]]", body.get("tools") or [])):
        place = f"tools.{number}"
        if tool.get("type") not in {None, "custom"}:
            raise invalid(f"{place}: tools of the server are not emulated: {tool['type']}")
        name = tool.get("name")
        if not isinstance(name, str) or not _TOOL_NAME.fullmatch(name):
            pattern = _TOOL_NAME.pattern
            raise invalid(f"{place}.custom.name: String should match pattern '^{pattern}$'")
        if name in tools:
            raise invalid("tools: Tool names must be unique.")
        schema = check_shape(tool.get("input_schema"), f"{place}.custom.input_schema")
        if schema.get("type") != "object":
            raise invalid(f"{place}.custom.input_schema.type: Input should be 'object'")
        tools[name] = schema
    _check_choice(body, tools)
    return tools


def _check_most_tokens(body: dict[str, Any], model: Model) -> None:
    most = body.get("max_tokens")
    if most is None:
        raise invalid("max_tokens: Field required")
    if not isinstance(most, int) or isinstance(most, bool) or most < 0:
        raise invalid("max_tokens: Input should be greater than or equal to 0")
    if most > model.most_tokens:
        raise invalid(
            f"max_tokens: {most} > {model.most_tokens}, which is the maximum allowed number of "
            f"output tokens for {model.id}"
        )


def _check_thinking(body: dict[str, Any], model: Model) -> None:
    thinking: dict[str, Any] = body.get("thinking") or {}
    kind = thinking.get("type")
    if kind not in {None, "adaptive", "enabled", "disabled", "between_tools"}:
        raise invalid(f"thinking: Input tag '{kind}' found using 'type' does not match any tag")
    if kind in {"disabled", "between_tools"} and kind != model.off:
        raise invalid(f'"thinking.type.{kind}" is not supported for this model.')
    if kind == "enabled" and model.newest == 2:
        raise invalid(
            '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" '
            'and "output_config.effort" to control thinking behavior.'
        )
    if kind == "adaptive" and not model.newest:
        raise invalid("adaptive thinking is not supported on this model")
    if kind == "enabled":
        budget = thinking.get("budget_tokens")
        if not isinstance(budget, int) or budget < _LEAST_BUDGET:
            raise invalid(
                "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024"
            )
        if budget >= int(body.get("max_tokens", budget + 1)):
            raise invalid("`max_tokens` must be greater than `thinking.budget_tokens`.")
    if kind in {"enabled", "adaptive"} and body.get("temperature") not in {None, 1}:
        raise invalid("`temperature` may only be set to 1 when thinking is enabled.")


def _check_choice(body: dict[str, Any], tools: dict[str, Schema]) -> None:
    choice: dict[str, Any] = body.get("tool_choice") or {}
    if not choice:
        return
    kind = choice.get("type")
    if kind not in _CHOICES:
        raise invalid(f"tool_choice: Input tag '{kind}' does not match any of the expected tags")
    if not tools:
        raise invalid("tool_choice: may only be specified while providing tools")
    if kind == "tool" and choice.get("name") not in tools:
        raise invalid(f"Tool '{choice.get('name')}' not found in provided tools")
    thinking: dict[str, JsonValue] = body.get("thinking") or {}
    if kind in _FORCED and thinking.get("type") in {"enabled", "adaptive"}:
        raise invalid("Thinking may not be enabled when tool_choice forces tool use.")
