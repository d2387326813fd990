"""Write the pages of docs/ that the code knows best; with --check say if they are in step."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from koda.cli.commands import COMMANDS, Option
from koda.core.errors import KodaError
from koda.settings import Settings, variable_names
from tools.docs_models import models_lines

ROOT = Path(__file__).resolve().parent.parent
NOTICE = "<!-- Written by `make docs`; change the code, not this page. -->"


def main(arguments: list[str]) -> int:
    """Write all pages, or compare them; 1 if one is out of step."""
    status = 0
    for name, page in PAGES.items():
        path = ROOT / "docs" / name
        text = page()
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            print(f"docs/{name} is out of step with the code: run `make docs`")
            status = 1
        else:
            print(f"docs/{name}: in step")
    return status


def configuration_page() -> str:
    """Every setting: its variables, default and meaning."""
    rows = [
        f"| {_variables(name)} | {_default(field)} | {field.description}{_choices(field)} |"
        for name, field in Settings.model_fields.items()
    ]
    return _page(
        "Configuration",
        "Settings are environment variables; a `.env` file in the working folder is read too, and "
        "the environment wins. Nothing has to be set. `koda doctor` checks them all.",
        ["| variable | default | meaning |", "|---|---|---|", *rows],
    )


def errors_page() -> str:
    """Every error code."""
    rows = [
        f"| `{error.code}` | {error.status} | {'yes' if error.retryable else 'no'} | "
        f"{_first_sentence(error)} | {error.default_remedy} |"
        for error in sorted(_tree(KodaError), key=lambda error: error.code)
    ]
    return _page(
        "Errors",
        "The server answers every failure with `application/problem+json`: `code` is one of these "
        "and never changes its meaning, `fields` say where, `remedy` what to do now. A failed step "
        "carries the same members.",
        [
            "| code | status | try again | what happened | what to do |",
            "|---|---|---|---|---|",
            *rows,
        ],
    )


def cli_page() -> str:
    """Every command of the command line."""
    lines: list[str] = []
    for command in COMMANDS:
        lines += [f"## `koda {' '.join(command.words)}`", "", f"{command.summary}.", ""]
        lines += [command.description, ""]
        if command.examples:
            lines += ["```sh", *command.examples, "```", ""]
        if command.options:
            rows = [f"| {_option(option)} | {option.help} |" for option in command.options]
            lines += ["| option | meaning |", "|---|---|", *rows, ""]
        codes = [f"- `{code}`: {meaning}" for code, meaning in ((0, "done"), *command.codes)]
        lines += ["Exit codes:", "", *codes, ""]
    return _page(
        "The command line",
        "`koda COMMAND --help` says the same. Settings come from the environment and from a `.env` "
        "file in the working folder ([configuration](configuration.md)); options win over both. "
        "What cannot be done is said in one line on standard error, with what to do about it.",
        lines[:-1],
    )


def models_page() -> str:
    """Every model, by the node that offers it."""
    return _page(
        "Models",
        "“Auto” takes the first of the models so marked that takes what is connected. Prices are "
        "what the makers' pages said last, at the lowest settings; some settings cost more, and "
        "the run says how much before it starts. Other endpoints of fal.ai can be added by their "
        "name.",
        [*models_lines()][:-1],
    )


PAGES: dict[str, Callable[[], str]] = {
    "cli.md": cli_page,
    "configuration.md": configuration_page,
    "errors.md": errors_page,
    "models.md": models_page,
}


def _page(title: str, opening: str, lines: list[str]) -> str:
    return "\n".join([f"# {title}", "", NOTICE, "", opening, "", *lines, ""])


def _option(option: Option) -> str:
    text = f"`{option.name} {option.metavar}`" if option.metavar else f"`{option.name}`"
    return f"{text}, again for more" if option.shape == "list" else text


def _tree(error: type[KodaError]) -> Iterator[type[KodaError]]:
    yield error
    for kind in error.__subclasses__():
        if kind.__module__ == KodaError.__module__:  # others are these, told apart by an adapter
            yield from _tree(kind)


def _first_sentence(error: type[KodaError]) -> str:
    return (inspect.getdoc(error) or "").split("\n\n")[0].replace("\n", " ")


def _variables(name: str) -> str:
    first, *others = variable_names(name)
    return f"`{first}`" + "".join(f"<br>or `{other}`" for other in others)


def _default(field: FieldInfo) -> str:
    if field.default in (None, ""):
        return "–"
    return f"`{field.default}`"


def _choices(field: FieldInfo) -> str:
    if get_origin(field.annotation) is Literal:
        return f" ({', '.join(f'`{choice}`' for choice in get_args(field.annotation))})"
    if SecretStr in (field.annotation, *get_args(field.annotation)):
        return " Secret: never shown or logged."
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
