"""What a file is, found in its content."""

from __future__ import annotations

import base64
import io
import struct
import tempfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from koda.assets.probe import open_picture, probe, shrink
from koda.core.asset import AssetKind
from koda.core.errors import Invalid, KodaError, TooLarge, Unsupported
from koda.media.pictures import MAX_PIXELS, open_image
from tests.assets.media import sound, video

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


def saved(image: Image.Image, kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def file(folder: Path, content: bytes, name: str = "file") -> Path:
    place = folder / name
    place.write_bytes(content)
    return place


@pytest.mark.parametrize(
    ("kind", "mime"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("WEBP", "image/webp"),
        ("GIF", "image/gif"),
        ("AVIF", "image/avif"),
    ],
)
def test_pictures_are_known_by_their_content(tmp_path: Path, kind: str, mime: str) -> None:
    image = Image.new("RGB", (60, 40), (250, 30, 10))
    facts = probe(file(tmp_path, saved(image, kind), "page.html"))
    assert (facts.kind, facts.mime, facts.width, facts.height) == (AssetKind.IMAGE, mime, 60, 40)
    assert facts.color is not None
    red, green, blue = bytes.fromhex(facts.color[1:])
    assert abs(red - 250) < 8
    assert abs(green - 30) < 8
    assert abs(blue - 10) < 8
    assert facts.placeholder is not None
    head, _, content = facts.placeholder.partition(",")
    assert head == "data:image/webp;base64"
    assert len(content) < 400
    with Image.open(io.BytesIO(base64.b64decode(content))) as tiny:
        assert max(tiny.size) == 16


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_depth_are_read(tmp_path: Path, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    facts = probe(file(tmp_path, saved(Image.new(mode, (30, 20)), kind)))
    assert (facts.width, facts.height) == (30, 20)


def test_a_grey_picture_of_sixteen_bits_stays_grey(tmp_path: Path) -> None:
    facts = probe(file(tmp_path, saved(Image.new("I;16", (20, 20), 0x8080), "PNG")))
    assert facts.color == "#808080"


def test_what_is_transparent_stays_so(tmp_path: Path) -> None:
    path = file(tmp_path, saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))
    with Image.open(io.BytesIO(shrink(open_image(path), 10))) as small:
        assert small.mode == "RGBA"
        assert small.getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("orientation", range(10))
def test_a_picture_is_turned_as_the_camera_says(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = file(tmp_path, saved(Image.new("RGB", (400, 200)), "JPEG", exif=exif))
    turned = 5 <= orientation <= 8
    size = (200, 400) if turned else (400, 200)
    facts = probe(path)
    assert (facts.width, facts.height) == size
    assert open_image(path).size == size
    small = open_image(path, near=50)
    assert small.width < size[0]
    assert (small.width < small.height) == turned


def test_notes_that_are_damaged_do_not_damage_the_picture(tmp_path: Path) -> None:
    exif = b"Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\xff\xff" + b"\xff" * 50
    path = file(tmp_path, saved(Image.new("RGB", (40, 20)), "JPEG", exif=exif))
    assert probe(path).width == 40


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_that_was_cut_off_is_damaged(tmp_path: Path, kind: str) -> None:
    noise = Image.effect_noise((120, 90), 80).convert("RGB")
    whole = saved(noise, kind)
    with pytest.raises((Invalid, Unsupported)):
        probe(file(tmp_path, whole[: len(whole) * 2 // 3]))


def chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


def png_of(width: int, height: int) -> bytes:
    """A file that only claims to be so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(20_000, 20_000), (2**31 - 1, 2**31 - 1), (MAX_PIXELS + 1, 1)])
def test_a_bomb_of_pixels_is_refused_before_it_is_decoded(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = file(tmp_path, png_of(*size))
    with pytest.raises(TooLarge) as caught:
        probe(path)
    assert caught.value.fields["limit"] == MAX_PIXELS
    with pytest.raises(TooLarge):
        open_image(path)


ACTIVE = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "html": b"<!doctype html><script>alert(1)</script>",
    "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n" + bytes(100),
    "zip": b"PK\x03\x04" + bytes(200),
    "exe": b"MZ" + bytes(200),
    "text": b"words, words, words\n" * 20,
    "zeros": bytes(5000),
    "m3u8": b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "concat": b"ffconcat version 1.0\nfile /etc/passwd\n",
    "sdp": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n",
    "dash": b"<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011'></MPD>",
    "bmp": saved(Image.new("RGB", (9, 9)), "BMP"),
    "tiff": saved(Image.new("RGB", (9, 9)), "TIFF"),
    "ico": saved(Image.new("RGB", (16, 16)), "ICO"),
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
}


@pytest.mark.parametrize("name", ACTIVE)
def test_what_is_no_media_of_ours_is_not_kept(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unsupported):
        probe(file(tmp_path, ACTIVE[name], "picture.png"))


def test_an_empty_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="empty"):
        probe(file(tmp_path, b""))


@pytest.mark.parametrize(
    ("name", "codec", "mime"),
    [
        ("a.mp4", "libx264", "video/mp4"),
        ("a.webm", "libvpx", "video/webm"),
        ("a.mov", "mpeg4", "video/mp4"),
    ],
)
def test_videos_have_size_length_and_a_first_frame(
    tmp_path: Path, name: str, codec: str, mime: str
) -> None:
    path = video(tmp_path / name, codec)
    facts = probe(path)
    assert (facts.kind, facts.mime, facts.width, facts.height) == (AssetKind.VIDEO, mime, 64, 32)
    assert facts.duration == pytest.approx(1, abs=0.15)
    assert facts.placeholder is not None
    left = open_picture(path, AssetKind.VIDEO).getpixel((10, 16))
    assert left[0] > 150
    assert left[2] < 80


@pytest.mark.parametrize("rotation", [90, -90, 180])
def test_a_video_of_a_telephone_is_turned_as_it_is_shown(tmp_path: Path, rotation: int) -> None:
    path = video(tmp_path / "a.mp4", rotation=rotation)
    facts = probe(path)
    size = (64, 32) if rotation == 180 else (32, 64)
    assert (facts.width, facts.height) == size
    picture = open_picture(path, AssetKind.VIDEO)
    assert picture.size == size
    red = {180: (50, 16), 90: (16, 50), -90: (16, 10)}[rotation]
    assert picture.getpixel(red)[0] > 150


@pytest.mark.parametrize(
    ("name", "codec", "mime"),
    [
        ("a.mp3", "libmp3lame", "audio/mpeg"),
        ("a.wav", "pcm_s16le", "audio/wav"),
        ("a.flac", "flac", "audio/flac"),
        ("a.ogg", "libopus", "audio/ogg"),
        ("a.m4a", "aac", "audio/mp4"),
        ("a.weba", "libopus", "audio/webm"),
    ],
)
def test_sounds_have_a_length_and_no_picture(
    tmp_path: Path, name: str, codec: str, mime: str
) -> None:
    path = sound(tmp_path / name.replace("weba", "webm"), codec)
    facts = probe(path)
    assert (facts.kind, facts.mime) == (AssetKind.AUDIO, mime)
    assert facts.duration == pytest.approx(0.5, abs=0.15)
    with pytest.raises(Unsupported):
        open_picture(path, AssetKind.AUDIO)


def test_a_record_with_a_cover_is_a_sound(tmp_path: Path) -> None:
    path = sound(tmp_path / "a.mp3", "libmp3lame", cover=Image.new("RGB", (64, 64)))
    assert probe(path).kind == AssetKind.AUDIO


def test_a_title_in_another_alphabet_does_not_matter(tmp_path: Path) -> None:
    path = sound(tmp_path / "a.wav", "pcm_s16le", title="Fuchs im Wald")
    path.write_bytes(path.read_bytes().replace(b"Fuchs im Wald", b"F\xfcchs im W\xe4ld"))
    assert probe(path).kind == AssetKind.AUDIO


def test_a_video_that_was_cut_off_is_refused_or_short(tmp_path: Path) -> None:
    whole = video(tmp_path / "a.mp4").read_bytes()
    with pytest.raises(KodaError):
        probe(file(tmp_path, whole[: len(whole) // 2]))


SEEDS = [
    saved(Image.effect_noise((24, 16), 60).convert("RGB"), kind)
    for kind in ("PNG", "JPEG", "WEBP", "GIF", "AVIF")
]


@settings(max_examples=150)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=8),
    st.integers(0, 2000),
)
def test_any_damage_is_read_or_refused_in_our_words(
    seed: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(seed)
    for at, value in changes:
        content[at % len(content)] = value
    with tempfile.TemporaryDirectory() as folder:
        path = file(Path(folder), bytes(content[: max(1, len(content) - cut % 40)]))
        try:
            facts = probe(path)
        except KodaError:
            return
        assert facts.mime


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("recordings")
    made = [video(folder / "a.mp4"), video(folder / "a.webm", "libvpx")]
    made += [sound(folder / "a.mp3", "libmp3lame"), sound(folder / "a.m4a", "aac")]
    return [one.read_bytes() for one in made]


def test_a_video_that_nothing_here_decodes_is_not_kept(tmp_path: Path) -> None:
    whole = video(tmp_path / "a.mp4").read_bytes()
    with pytest.raises(Unsupported):
        probe(file(tmp_path, whole.replace(b"avc1", b"zzzz")))


@settings(max_examples=80)
@given(
    st.integers(0, 3),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=10),
)
def test_any_damage_of_a_recording_is_read_or_refused_in_our_words(
    recordings: list[bytes], which: int, changes: list[tuple[int, int]]
) -> None:
    content = bytearray(recordings[which])
    for at, value in changes:
        content[at % len(content)] = value
    with tempfile.TemporaryDirectory() as folder:
        path = file(Path(folder), bytes(content))
        try:
            facts = probe(path)
        except KodaError:
            return
        assert facts.kind in {AssetKind.VIDEO, AssetKind.AUDIO}
