"""The peer of the server benches: the same Uvicorn with next to nothing on it.

`GET /` says hello, `POST /append` stores the body by one durable SQLite transaction.
Started as `python -m benches.peer PORT FOLDER`.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


def app_over(folder: Path) -> Starlette:
    """Make the app; its one table lies in the folder."""
    connection = sqlite3.connect(folder / "peer.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE log (seq INTEGER PRIMARY KEY, body BLOB)")

    async def hello(_request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    async def append(request: Request) -> JSONResponse:
        body = await request.body()
        seq = connection.execute("INSERT INTO log (body) VALUES (?)", (body,)).lastrowid
        return JSONResponse({"seq": seq})

    return Starlette(routes=[Route("/", hello), Route("/append", append, methods=["POST"])])


if __name__ == "__main__":
    uvicorn.run(
        app_over(Path(sys.argv[2])),
        port=int(sys.argv[1]),
        access_log=False,
        log_config=None,
        server_header=False,
        ws="none",
    )
