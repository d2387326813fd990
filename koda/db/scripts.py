"""Cuts a script into its statements, for servers that take one at a time."""

from __future__ import annotations

import re
import sqlite3

_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


def split_script(sql: str) -> list[str]:
    """Give the statements in order, triggers whole; what holds only comments is left out."""
    statements: list[str] = []
    begun = ""
    for piece in sql.split(";"):
        begun += piece
        # SQLite itself says where a statement ends: a semicolon may be in a text or in a trigger.
        if sqlite3.complete_statement(begun + ";"):
            statements.append(begun)
            begun = ""
        else:
            begun += ";"
    statements.append(begun.removesuffix(";"))
    return [one.strip() for one in statements if _COMMENT.sub("", one).strip()]
