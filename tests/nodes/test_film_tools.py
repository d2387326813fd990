"""Each tool for films and sounds works on a canvas, from the wire to the stored result."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from koda.core.errors import HasProblems
from tests.media.films import COLORS, film, heard, loudness, pitch, tone
from tests.nodes.workbench import assets, files, film_facts, media, run_twice, tool
from tests.runs.studio import Studio, open_studio, step_of

RED, GREEN, BLUE, WHITE = COLORS


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    async with open_studio(tmp_path) as opened:
        yield opened


def sound(path: Path, seconds: float, hertz: float) -> Path:
    from koda.media.track import write_sound

    write_sound(path, iter([tone(seconds, hertz)]))
    return path


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ({}, 1),
        ({"mode": "last"}, 1),
        ({"mode": "at", "at": 1.5}, 1),
        ({"mode": "every", "every": 1}, 4),
    ],
)
async def test_frames_are_grabbed(
    studio: Studio, tmp_path: Path, parameters: dict[str, object], count: int
) -> None:
    source = await media(studio, "m", film(tmp_path / "a.mp4"))
    await studio.put(source, tool("t", "frame-grab", **parameters), wires="m>t")
    made = await assets(studio, await run_twice(studio), "t")
    assert [(one.kind.value, one.width, one.height) for one in made] == [("image", 64, 48)] * count


async def test_a_moment_after_the_end_fails_with_a_remedy(studio: Studio, tmp_path: Path) -> None:
    source = await media(studio, "m", film(tmp_path / "a.mp4"))
    await studio.put(source, tool("t", "frame-grab", mode="at", at=60), wires="m>t")
    failure = step_of(await studio.run("k"), "t").failure
    assert "4.0 seconds" in failure.message
    assert failure.remedy


async def test_a_film_is_trimmed(studio: Studio, tmp_path: Path) -> None:
    source = await media(studio, "m", film(tmp_path / "a.mp4", hertz=440))
    await studio.put(source, tool("t", "trim", start=-1.5, end=None), wires="m>t")
    run = await run_twice(studio)
    found = await film_facts(studio, run, "t")
    assert found.seconds == pytest.approx(1.5, abs=0.06)
    assert found.has_sound
    (asset,) = await assets(studio, run, "t")
    assert asset.recipe is not None
    assert asset.recipe.inputs == (source.parameters["asset"],)
    assert asset.recipe.parameters["start"] == -1.5


async def test_a_sound_is_trimmed(studio: Studio, tmp_path: Path) -> None:
    source = await media(studio, "m", sound(tmp_path / "a.m4a", 3, 440))
    await studio.put(source, tool("t", "trim-audio", start=1, end=2), wires="m>t")
    found = await film_facts(studio, await run_twice(studio), "t")
    assert (found.width, round(found.seconds, 1)) == (0, 1.0)


async def test_films_are_joined_in_the_order_of_their_wires(studio: Studio, tmp_path: Path) -> None:
    await studio.put(
        await media(studio, "a", film(tmp_path / "a.mp4", colors=(RED,))),
        await media(studio, "b", film(tmp_path / "b.mp4", (48, 64), colors=(BLUE,), hertz=440)),
        tool("t", "concat", cross_fade=0.2, fit="fill"),
        tool("f", "frame-grab", mode="last"),
        wires="b>t, a>t, t>f",
    )
    run = await run_twice(studio)
    found = await film_facts(studio, run, "t")
    assert (found.width, found.height, found.has_sound) == (48, 64, True)
    assert found.seconds == pytest.approx(1.8, abs=0.06)
    (last,) = await assets(studio, run, "f")
    assert last.color is not None
    assert last.color > "#b00000"


async def test_sounds_are_joined(studio: Studio, tmp_path: Path) -> None:
    await studio.put(
        await media(studio, "a", sound(tmp_path / "a.m4a", 1, 400)),
        await media(studio, "b", sound(tmp_path / "b.m4a", 1, 800)),
        tool("t", "concat-audio"),
        wires="a>t, b>t",
    )
    (path,) = await files(studio, await run_twice(studio), "t")
    samples = heard(path)
    assert (pitch(samples, 0.2, 0.8), pitch(samples, 1.2, 1.8)) == (400, 800)


async def test_film_and_sound_are_taken_apart(studio: Studio, tmp_path: Path) -> None:
    await studio.put(
        await media(studio, "m", film(tmp_path / "a.mp4", hertz=440)),
        tool("silent", "mute"),
        tool("sound", "take-sound"),
        wires="m>silent, m>sound",
    )
    run = await run_twice(studio)
    assert not (await film_facts(studio, run, "silent")).has_sound
    assert (await film_facts(studio, run, "sound")).width == 0


async def test_the_sound_of_a_silent_film_cannot_be_taken(studio: Studio, tmp_path: Path) -> None:
    source = await media(studio, "m", film(tmp_path / "a.mp4"))
    await studio.put(source, tool("t", "take-sound"), wires="m>t")
    failure = step_of(await studio.run("k"), "t").failure
    assert "no sound" in failure.message


async def test_sounds_are_mixed_and_music_gives_way(studio: Studio, tmp_path: Path) -> None:
    await studio.put(
        await media(studio, "voice", sound(tmp_path / "v.m4a", 2, 400)),
        await media(studio, "music", sound(tmp_path / "m.m4a", 1, 900)),
        tool("t", "mix-audio", audio_volume=0, fade_out=0),
        wires="voice>t.audio, music>t.music",
    )
    (path,) = await files(studio, await run_twice(studio), "t")
    samples = heard(path)
    assert len(samples) / 48_000 == pytest.approx(2, abs=0.05)
    assert pitch(samples, 1.2, 1.8) == 900  # the music repeats


async def test_sound_is_laid_under_a_film(studio: Studio, tmp_path: Path) -> None:
    await studio.put(
        await media(studio, "film", film(tmp_path / "a.mp4", hertz=400)),
        await media(studio, "music", sound(tmp_path / "m.m4a", 1, 900)),
        tool("t", "add-audio", film_volume=0, music_volume=100, fade_out=1),
        wires="film>t.video, music>t.music",
    )
    run = await run_twice(studio)
    (path,) = await files(studio, run, "t")
    samples = heard(path)
    assert pitch(samples, 2.2, 2.8) == 900
    assert loudness(samples, 3.9, 4) < 0.1 * loudness(samples, 1, 2)
    assert (await film_facts(studio, run, "t")).width == 64


@pytest.mark.parametrize("kind", ["mix-audio", "add-audio"])
async def test_a_mix_of_nothing_says_what_is_missing(
    studio: Studio, tmp_path: Path, kind: str
) -> None:
    source = await media(studio, "m", film(tmp_path / "a.mp4"))
    wires = "m>t.video" if kind == "add-audio" else ""
    await studio.put(source, tool("t", kind), wires=wires)
    with pytest.raises(HasProblems, match=r"."):
        await studio.run("k")


async def test_a_damaged_film_fails_in_our_words(studio: Studio, tmp_path: Path) -> None:
    """A film that was whole when it came, and is damaged in the store."""
    source = await media(studio, "m", film(tmp_path / "a.mp4"))
    asset = await studio.library.get(source.parameters["asset"])
    stored = await studio.library.local_file(asset)
    content = stored.read_bytes()
    stored.chmod(0o644)
    stored.write_bytes(content[:200] + bytes(len(content) - 200))
    await studio.put(source, tool("t", "trim"), wires="m>t")
    failure = step_of(await studio.run("k"), "t").failure
    assert failure.remedy
    assert failure.code in {"invalid", "unsupported_type", "storage.failed"}
