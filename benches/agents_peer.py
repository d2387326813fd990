"""The peer of `agents`: so many streams at once, by the vendor's own client.

    python -m benches.agents_peer ANTHROPIC_BASE STREAMS

Prints its resident kilobytes before they are opened.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import anthropic

MODEL = "claude-haiku-5-5"


async def read(base: str, streams: int) -> None:
    """Open the streams, and read them to their ends."""
    vendor = anthropic.AsyncAnthropic(api_key="key", base_url=base, max_retries=0)

    async def one(number: int) -> None:
        words = {"role": "user", "content": f"a fox in the snow, number {number}"}
        async with vendor.messages.stream(
            model=MODEL,
            max_tokens=500,
            messages=[words],  # pyright: ignore[reportArgumentType]
        ) as stream:
            async for _ in stream.text_stream:
                pass

    await asyncio.gather(*(one(number) for number in range(streams)))


if __name__ == "__main__":
    status = Path("/proc/self/status").read_text(encoding="ascii")
    memory = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    print(memory, flush=True)
    asyncio.run(read(sys.argv[1], int(sys.argv[2])))
