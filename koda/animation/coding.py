"""Code as a model answers it: whole files, or passages to be replaced; applied strictly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from koda.animation.project import MOST_FILE_LETTERS, MOST_FILES, MOST_LETTERS, is_path

Path = Annotated[str, Field(min_length=1, max_length=200)]
Code = Annotated[str, Field(max_length=MOST_FILE_LETTERS)]


class WholeFile(BaseModel):
    """A file as it is to be; replaces what was there."""

    path: Path
    content: Code


class Patch(BaseModel):
    """A passage of a file that is there exactly once, and what takes its place."""

    path: Path
    find: Annotated[str, Field(min_length=1, max_length=MOST_FILE_LETTERS)]
    replace: Code


class CodeAnswer(BaseModel):
    """What the coder says and writes: patches first, then whole files, then what is deleted."""

    model_config = ConfigDict(extra="ignore")

    summary: Annotated[str, Field(max_length=2_000)]
    files: Annotated[list[WholeFile], Field(max_length=MOST_FILES)] = []
    patches: Annotated[list[Patch], Field(max_length=200)] = []
    deleted: Annotated[list[Path], Field(max_length=MOST_FILES)] = []

    def applied(self, files: Mapping[str, str]) -> dict[str, str]:
        """Give the files as they are then; raises `ValueError` with the place of what misfits."""
        made = dict(files)
        for place, patch in enumerate(self.patches):
            made[patch.path] = _patched(made, patch, f"patches.{place}")
        for place, one in enumerate(self.files):
            if not is_path(one.path):
                message = f"files.{place}.path: “{one.path}” is no path that a file may have"
                raise ValueError(message)
            made[one.path] = one.content
        for path in self.deleted:
            made.pop(path, None)
        _check_sizes(made)
        return made


def code_answer(files: Mapping[str, str], entry: str) -> type[CodeAnswer]:
    """Give the shape of an answer that fits these files: its patches apply, the entry is there."""

    class Applied(CodeAnswer):
        @model_validator(mode="after")
        def _applies(self) -> Applied:
            made = self.applied(files)
            if entry not in made:
                message = f"files: the entry “{entry}” is missing"
                raise ValueError(message)
            if made == dict(files):
                message = "files: nothing is changed"
                raise ValueError(message)
            return self

    return Applied


def _patched(files: Mapping[str, str], patch: Patch, place: str) -> str:
    text = files.get(patch.path)
    if text is None:
        message = f"{place}.path: there is no file “{patch.path}”"
        raise ValueError(message)
    found = text.count(patch.find)
    if found != 1:
        what = "is not in the file" if not found else f"is in the file {found} times, not once"
        message = f"{place}.find: the passage {what} “{patch.path}”"
        raise ValueError(message)
    return text.replace(patch.find, patch.replace)


def _check_sizes(files: Mapping[str, str]) -> None:
    if len(files) > MOST_FILES:
        message = f"files: {len(files)} are too many; {MOST_FILES} may be there"
        raise ValueError(message)
    for path, text in files.items():
        if len(text) > MOST_FILE_LETTERS:
            message = f"files: “{path}” has {len(text)} letters; {MOST_FILE_LETTERS} may be there"
            raise ValueError(message)
    if sum(map(len, files.values())) > MOST_LETTERS:
        message = f"files: all together have more than {MOST_LETTERS} letters"
        raise ValueError(message)
