"""Whatever is wrong with a file, the tools give a result or refuse it in Koda's own words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from koda.core.errors import KodaError
from koda.media.grabbing import grab, grab_every
from koda.media.joining import concat
from koda.media.mixing import Mix, Track, mix
from koda.media.muting import mute, take_sound
from koda.media.reading import facts_of, read_frames
from koda.media.trimming import trim
from tests.assets import media
from tests.media.films import COLORS, film, plain

TOOLS: dict[str, Callable[[Path, Path], object]] = {
    "facts": lambda path, _: facts_of(path),
    "first": lambda path, _: grab(path, "first"),
    "last": lambda path, _: grab(path, "last"),
    "every": lambda path, _: list(grab_every(path, 0.5)),
    "trim": lambda path, target: trim(path, target, 0.2, 0.6),
    "concat": lambda path, target: concat([path, path], target, cross_fade=0.1),
    "mute": mute,
    "sound": take_sound,
    "mix": lambda path, target: mix([Track(path)], target, Mix(), path),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("whole")
    films = {
        "mp4": film(folder / "a.mp4", (32, 32), colors=COLORS[:2], hertz=440),
        "webm": media.video(folder / "a.webm", "libvpx", (32, 32)),
    }
    return {name: path.read_bytes() for name, path in films.items()}


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_any_damage_is_worked_on_or_refused(
    tmp_path: Path, whole: dict[str, bytes], kind: str, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    content = bytearray(whole[kind])
    for _ in range(int(chance.integers(1, 40))):
        content[int(chance.integers(0, len(content)))] = int(chance.integers(0, 256))
    if seed % 3 == 0:
        del content[int(chance.integers(1, len(content))) :]
    path = tmp_path / f"damaged.{kind}"
    path.write_bytes(content)
    for tool in TOOLS.values():
        refused: KodaError | None = None
        try:
            tool(path, tmp_path / "made")
        except KodaError as error:
            refused = error
        assert refused is None or refused.remedy


def test_a_recording_that_changes_its_size_is_read_in_its_first_one(tmp_path: Path) -> None:
    """As browsers record what they receive: the same stream, larger from its middle on."""
    parts = []
    for place, size in enumerate(((64, 48), (96, 64))):
        path = film(tmp_path / f"{place}.mp4", size, colors=(COLORS[place],))
        raw = tmp_path / f"{place}.h264"
        with av.open(str(path)) as source, av.open(str(raw), "w", format="h264") as out:
            stream = source.streams.video[0]
            copy = out.add_stream_from_template(stream)
            for packet in source.demux(stream):
                if packet.size:
                    packet.stream = copy
                    out.mux(packet)
        parts.append(raw.read_bytes())
    (tmp_path / "both.h264").write_bytes(b"".join(parts))
    path = tmp_path / "both.mkv"
    with av.open(str(tmp_path / "both.h264")) as source, av.open(str(path), "w") as out:
        copy = out.add_stream_from_template(source.streams.video[0])
        for place, packet in enumerate(one for one in source.demux() if one.size):
            packet.pts = packet.dts = round(place * 0.1 / packet.time_base)
            packet.stream = copy
            out.mux(packet)
    shapes = {frame.shape for _, frame in read_frames(path)}
    assert shapes == {plain(COLORS[0]).shape}
    trim(path, tmp_path / "made.mp4", 0.0)
    assert facts_of(tmp_path / "made.mp4").width == 64
