"""What is told of files that were changed: the lines that are others, not the whole file."""

from __future__ import annotations

from koda.animation.telling import changed_lines


def test_only_what_is_another_is_told_with_what_is_beside_it() -> None:
    before = "\n".join(f"line {at}" for at in range(20))
    after = before.replace("line 9", "line nine")
    assert changed_lines(before, after).split("\n") == [
        "@@ -9,3 +9,3 @@",
        " line 8",
        "-line 9",
        "+line nine",
        " line 10",
    ]


def test_of_a_great_change_its_beginning_is_told() -> None:
    told = changed_lines("", "\n".join(f"{'x' * 500}{at}" for at in range(500))).split("\n")
    assert len(told) == 121
    assert told[-1] == "…"
    assert max(map(len, told)) == 200


def test_of_a_text_without_end_nothing_is_told() -> None:
    assert changed_lines("a\n" * 5_000, "b\n" * 5_000) == ""
