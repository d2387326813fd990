"""Takes film and sound apart."""

# The vendor's types leave the parameters of a packet open.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from pathlib import Path

import av

from koda.core.errors import Invalid, Unsupported
from koda.media.film import write_film
from koda.media.frames import Tell, check_seconds, untold
from koda.media.opening import film_streams, open_container
from koda.media.reading import facts_of, paced, read_frames, read_sound
from koda.media.track import write_sound

# Codecs that an MP4 or a WebM holds in every browser: their pictures are copied as they are.
_COPIED = {"h264": "mp4", "av1": "mp4", "vp8": "webm", "vp9": "webm"}


def mute(path: Path, target: Path, tell: Tell = untold) -> None:
    """Write a film without its sound; blocking.

    The pictures are copied untouched where browsers play them, otherwise encoded anew.

    Raises:
        Unsupported: There is no film in the file.
    """
    with open_container(path) as container:
        films = film_streams(container)
        if not films:
            raise Unsupported("There is no film in this file.", remedy="Choose a film.")
        kind = _COPIED.get(films[0].codec_context.name)
    if kind is not None and _copied(path, target, kind):
        return
    facts = facts_of(path)
    check_seconds(facts.seconds)
    frames = paced(read_frames(path), facts.fps, 0.0, facts.seconds)
    write_film(target, frames, facts.fps, seconds=facts.seconds, tell=tell)


def take_sound(path: Path, target: Path, tell: Tell = untold) -> None:
    """Write the sound of a film as an M4A; blocking.

    Raises:
        Invalid: It has none.
    """
    write_sound(target, read_sound(path), seconds=facts_of(path).seconds, tell=tell)


def _copied(path: Path, target: Path, kind: str) -> bool:
    options = {"movflags": "+faststart"} if kind == "mp4" else {}
    try:
        with (
            open_container(path) as source,
            av.open(str(target), "w", format=kind, options=options) as out,
        ):
            stream = film_streams(source)[0]
            copy = out.add_stream_from_template(stream)
            for packet in source.demux(stream):
                if not packet.size:
                    continue  # the last one only says that there are no more
                if packet.dts is None:
                    return False  # no order to write them in: they are encoded anew
                packet.stream = copy
                out.mux(packet)
    except (Invalid, ValueError):
        return False  # a container that the codec is in, but not this way: it is encoded anew
    return True
