"""Makes a script easier to speak: full sentences, words for signs, pauses; its facts stay."""

from __future__ import annotations

import re

from koda.providers.offline_words.enhancer_language import is_english

_KEPT = re.compile(
    r"https?://\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}|(?<![\w@./-])@\w[\w-]*|\{[^{}\n]{0,80}\}|\[[^\[\]\n]{0,80}\]|"
    r"“[^”\n]{0,400}”|\"[^\"\n]{0,400}\"|«[^»\n]{0,400}»|<[^<>\n]{1,100}>"
)
"""What is taken over letter by letter: addresses, mentions, slots, directions, quotations."""

_SPOKEN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\be\.g\.,?(?=\s)", re.IGNORECASE), "for example,"),
    (re.compile(r"\bi\.e\.,?(?=\s)", re.IGNORECASE), "that is,"),
    (re.compile(r"\betc\.(?=\s*$|\s+[A-Z])", re.MULTILINE), "and so on."),
    (re.compile(r"\betc\.?"), "and so on"),
    (re.compile(r"\bapprox\.(?=\s)", re.IGNORECASE), "approximately"),
    (re.compile(r"\bvs\.?(?=\s)", re.IGNORECASE), "versus"),
    (re.compile(r"(?<=\s)w/(?=\s?\w)"), "with "),
    (re.compile(r"(?<=\w)\s+&\s+(?=\w)"), " and "),
    (re.compile(r"(?<=\d)\s?%"), " percent"),
    (re.compile(r"(?<=\w) \+ (?=\w)"), " plus "),
    (re.compile(r"(?<=\S) -{1,2} (?=\S)"), " — "),
    (
        re.compile(
            r"(?m)(?:(?<=[.!?] )|^)"
            r"(Therefore|Meanwhile|Moreover|Furthermore|Fortunately|Unfortunately|Finally)"
            r"(?= [a-z])"
        ),
        r"\1,",
    ),
)
_BULLET = re.compile(r"^[ \t]*(?:[-*•]|\d{1,2}[.)])[ \t]+")
_ENDS = re.compile(r"[.!?…:;,—–\"”»)\]}>。！？]$")
_MARK = "\ue000"
_MARKED = re.compile(_MARK + r"(\d+)" + _MARK)


def spoken(script: str) -> str:
    """Give the script; in another language than English only its sentences are closed."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"{_MARK}{len(kept) - 1}{_MARK}"

    text = _KEPT.sub(keep, script.replace(_MARK, ""))
    english = is_english(text)
    lines = [_line(one, english) for one in text.splitlines()]
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return _MARKED.sub(lambda found: kept[int(found[1])], joined)


def _line(line: str, english: bool) -> str:
    """Tidy a line, which is a sentence or several."""
    text = re.sub(r"[ \t]+", " ", _BULLET.sub("", line)).strip()
    for pattern, words in _SPOKEN if english else ():
        text = pattern.sub(words, text)
    if not text:
        return ""
    if text[0].islower() and text[0].upper() != text[0]:
        text = text[0].upper() + text[1:]
    last = _MARKED.sub(".", text[-40:])
    return text if _ENDS.search(last) else f"{text}."
