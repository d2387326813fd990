"""The image and the template of boxes have the libraries that Koda itself is tried with."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

LOCK = Path(__file__).resolve().parent.parent.parent / "uv.lock"


@pytest.mark.parametrize("name", ["av", "pillow"])
def test_a_library_in_the_box_is_the_one_of_the_lock_file(name: str) -> None:
    packages = tomllib.loads(LOCK.read_text())["package"]
    text = files("koda.sandbox").joinpath("image/requirements.txt").read_text()
    (locked,) = [one for one in packages if one["name"] == name]
    (asked,) = re.findall(rf"^{name}==(\S+)((?: \\\n\s+--hash=\S+)+)", text, re.MULTILINE)
    assert asked[0] == locked["version"]
    known = {one["hash"] for one in [locked["sdist"], *locked["wheels"]]}
    assert set(re.findall(r"--hash=(\S+)", asked[1])) == known
