"""Makes the parser from the commands."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Mapping
from typing import Any, NoReturn

from koda import __version__
from koda.cli.commands import COMMANDS, GROUPS, Command, Option

DEFAULT = "serve"
_WIDTH = 78


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """End with one line instead of the whole usage."""
        self.exit(2, f"{self.prog}: {message}. See `{self.prog} --help`.\n")


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """Read a command line; `start` names the function of its command.

    Ends the process for `--help`, `--version` (0) and wrong use (2).
    """
    first = arguments[0] if arguments else ""
    if first not in {"-h", "--help", "--version"} and (not first or first.startswith("-")):
        arguments = [DEFAULT, *arguments]
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="koda",
        description="A visual canvas where AI generators connect into workflows.",
        epilog="Without a command, Koda serves and opens the browser. "
        "`koda COMMAND --help` says more.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"koda {__version__}")
    first = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    groups: dict[str, Any] = {}
    for command in COMMANDS:
        name = command.words[0]
        if name in GROUPS and name not in groups:
            groups[name] = _group(first, name)
        _add(groups.get(name, first), command)
    return parser


def _group(place: Any, name: str) -> Any:  # noqa: ANN401  (argparse keeps this class private)
    parser = place.add_parser(name, help=GROUPS[name], description=GROUPS[name])
    return parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)


def _add(place: Any, command: Command) -> None:  # noqa: ANN401
    parser: argparse.ArgumentParser = place.add_parser(
        command.words[-1],
        help=command.summary,
        description=textwrap.fill(command.description, _WIDTH),
        epilog=_epilog(command),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(start=command.start)
    for option in command.options:
        _add_option(parser, option)


def _add_option(parser: argparse.ArgumentParser, option: Option) -> None:
    help_text = option.help.replace("%", "%%")
    if option.is_positional:
        parser.add_argument(option.name.lower(), metavar=option.name, help=help_text)
    elif option.shape == "switch":
        parser.add_argument(option.name, action="store_true", help=help_text)
    elif option.shape == "list":
        parser.add_argument(
            option.name, action="append", default=[], metavar=option.metavar, help=help_text
        )
    else:
        read = _READERS.get(option.shape, str)
        parser.add_argument(option.name, type=read, metavar=option.metavar, help=help_text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"“{text}” is no port; ports are 0 to 65535")
    return int(text)


def _dollars(text: str) -> int:
    """Give micro-dollars."""
    from decimal import Decimal, InvalidOperation

    try:
        amount = Decimal(text.removeprefix("$"))
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0 or amount > 1_000_000:
        raise argparse.ArgumentTypeError(f"“{text}” is no amount of dollars, such as 0.50")
    return int(amount * 1_000_000)


_READERS: Mapping[str, Any] = {"port": _port, "dollars": _dollars}


def _epilog(command: Command) -> str:
    codes = [f"  {code:<4} {meaning}" for code, meaning in command.codes]
    parts = [
        *(["examples:", *(f"  {one}" for one in command.examples), ""] if command.examples else []),
        "exit codes:",
        "  0    done",
        *codes,
    ]
    return "\n".join(parts)
