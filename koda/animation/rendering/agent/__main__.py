"""Draws what `job.json` in this folder asks for. Ends with 0, or with 3 when a fault was told."""

from __future__ import annotations

import sys
from pathlib import Path

from koda.animation.rendering.agent.devtools import BrowserGone
from koda.animation.rendering.agent.drawing import Artist, Stopped
from koda.animation.rendering.agent.job import read_job
from koda.animation.rendering.agent.telling import tell, tell_faults


def main() -> int:
    """Draw, and tell how it goes."""
    job = read_job(Path("job.json"))
    Path(job.out).mkdir(exist_ok=True)
    artist = Artist(job)
    try:
        artist.start()
        if job.mode == "stills":
            artist.stills()
        else:
            artist.chunks()
    except Stopped:
        return 3
    except (BrowserGone, TimeoutError) as gone:
        tell_faults([{"code": "runtime", "message": f"The browser cannot go on: {gone}"}], None)
        return 3
    finally:
        artist.close()
    tell("end")
    return 0


if __name__ == "__main__":
    sys.exit(main())
