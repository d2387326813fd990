"""Sessions, keys, links, counts, notes and spending, on every database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from koda.access.limits import Limit, Limits
from koda.access.service import Access, open_access
from koda.access.sessions import Visit
from koda.clock import now
from koda.core.access import Scope
from koda.core.errors import Conflict, Invalid, NotFound, TooManyTries, Unauthorized
from koda.core.ids import CanvasId
from koda.db import access_log
from koda.db.access_log import AuditRecords, CountRecords, Note
from koda.db.base import Database, Statement
from koda.db.migrate import migrate
from koda.db.spending import SpendingRecords, day_of, start_statement
from koda.settings import Settings
from tests.databases import DatabaseKind, chosen_kinds, open_test_database

VISIT = Visit("a browser", "192.0.2.1")
CANVAS = CanvasId("cnv_1")


class Documents:
    """What documents name: nothing."""

    async def catch_up(self) -> bool:
        return True

    async def added(self, canvas: CanvasId, update: bytes) -> set[str]:
        return set()


@pytest.fixture(params=chosen_kinds())
def kind(request: pytest.FixtureRequest) -> DatabaseKind:
    return request.param


@pytest.fixture
async def database(kind: DatabaseKind, tmp_path: Path) -> AsyncIterator[Database]:
    opened = open_test_database(kind, tmp_path / "folder")
    await migrate(opened)
    await opened.write(
        [
            Statement(
                "INSERT INTO canvases (id, name, node_count, head_seq, snapshot_seq, created_at, "
                "updated_at) VALUES (?, 'x', 0, 0, 0, 1, 1)",
                (CANVAS,),
            )
        ]
    )
    yield opened
    await opened.close()


def instance(database: Database, token: str = "token", **values: str) -> Access:
    """One of several processes on a database."""
    settings = Settings.model_validate({"KODA_TOKEN": token, **values})
    return open_access(settings, token, database, Documents())


@pytest.mark.rule("W6")
async def test_a_session_is_known_to_every_instance_and_ended_for_all(database: Database) -> None:
    one, two = instance(database), instance(database)
    secret = await one.doors.sign_in("token", VISIT)
    known = await two.doors.by_cookie(secret, VISIT)
    assert known is not None
    assert known.caller.kind == "owner"
    assert [session.id for session in await two.sessions.list()] == [known.id]
    await two.sessions.end(known.id)
    assert await two.doors.by_cookie(secret, VISIT) is None
    assert await one.doors.by_cookie(secret, VISIT) is None
    with pytest.raises(NotFound):
        await one.sessions.end(known.id)


@pytest.mark.rule("W6")
async def test_signing_out_everywhere_else_keeps_this_browser(database: Database) -> None:
    access = instance(database)
    secrets = [await access.doors.sign_in("token", VISIT) for _ in range(3)]
    kept = await access.doors.by_cookie(secrets[0], VISIT)
    assert kept is not None
    assert await access.sessions.end_others(kept.id) == 2
    known = [await access.doors.by_cookie(one, VISIT) for one in secrets]
    assert [one is not None for one in known] == [True, False, False]


@pytest.mark.rule("W7")
async def test_another_token_or_password_ends_what_the_old_one_opened(database: Database) -> None:
    old = instance(database, KODA_PASSWORD="first", KODA_SECRET="s" * 20)
    by_token = await old.doors.sign_in("token", VISIT)
    by_password = await old.doors.sign_in("first", VISIT)
    new = instance(database, KODA_PASSWORD="second", KODA_SECRET="s" * 20)
    assert await new.doors.by_cookie(by_token, VISIT) is not None
    assert await new.doors.by_cookie(by_password, VISIT) is None
    assert len(await new.sessions.list()) == 1
    newest = instance(database, "another", KODA_PASSWORD="first", KODA_SECRET="s" * 20)
    assert await newest.doors.by_cookie(by_token, VISIT) is None
    assert await newest.doors.by_cookie(by_password, VISIT) is not None


@pytest.mark.rule("W5")
async def test_no_secret_is_in_the_database(database: Database) -> None:
    access = instance(database, KODA_PASSWORD="a password")
    session = await access.doors.sign_in("a password", VISIT)
    _, key = await access.keys.make("x", [Scope.READ], None, None)
    _, link = await access.shares.make(CANVAS, "x", "view", None, None)
    everything = ""
    for table in ("sessions", "api_keys", "shares", "audit", "access_counts"):
        everything += str([dict(row) for row in await database.read(f"SELECT * FROM {table}")])
    for secret in (session, key, key.removeprefix("koda_"), link, "a password"):
        assert secret not in everything


@pytest.mark.rule("W8")
async def test_wrong_tries_are_counted_for_all_instances_together(database: Database) -> None:
    instances = [instance(database) for _ in range(3)]
    answers: list[str] = []
    for n in range(12):
        with pytest.raises((Unauthorized, TooManyTries)) as caught:
            await instances[n % 3].doors.sign_in("wrong", VISIT)
        answers.append(caught.value.code)
    assert answers == ["unauthorized"] * 10 + ["too_many"] * 2
    with pytest.raises(TooManyTries):  # the right one, too: a guesser learns nothing
        await instances[0].doors.sign_in("token", VISIT)
    assert await instances[0].doors.sign_in("token", Visit("", "192.0.2.2"))


@pytest.mark.rule("W8")
async def test_tries_at_the_same_time_are_all_counted(database: Database) -> None:
    limits, limit = Limits(CountRecords(database)), Limit("x", 5, 3600)
    tries = [limits.count(limit, "a") for _ in range(20)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(one is None for one in answers) == 5
    refused = next(one for one in answers if isinstance(one, TooManyTries))
    assert 0 < int(str(refused.fields["retry_after"])) <= 3600
    await limits.count(limit, "b")


@pytest.mark.rule("W8")
async def test_a_window_begins_with_the_first_try_wherever_the_clock_stands(
    database: Database,
) -> None:
    counts = CountRecords(database)
    assert await counts.add("x", 119, 60) == (1, 119)
    assert await counts.add("x", 120, 60) == (2, 119)
    assert await counts.add("x", 178, 60) == (3, 119)
    assert await counts.add("x", 179, 60) == (1, 179)
    assert await counts.add("x", 180, 60, -1) == (0, 179)


async def test_what_is_taken_back_late_leaves_nothing_to_spare(database: Database) -> None:
    counts = CountRecords(database)
    assert await counts.add("x", 100, 60) == (1, 100)
    assert await counts.add("x", 160, 60, -1) == (0, 160)
    assert await counts.add("y", 160, 60, -1) == (0, 160)


async def test_a_clock_that_was_wrong_locks_nobody_out_for_longer(database: Database) -> None:
    counts = CountRecords(database)
    assert await counts.add("x", 1_000_000, 60) == (1, 1_000_000)
    assert await counts.add("x", 100, 60) == (1, 100)
    assert await counts.add("x", 95, 60) == (2, 100)  # another instance's is a little behind


@pytest.mark.rule("W9")
async def test_a_key_is_shown_once_and_taken_back_at_once(database: Database) -> None:
    access = instance(database)
    key, secret = await access.keys.make("CI", [Scope.READ, Scope.RUN], 5_000_000, None)
    caller = await access.doors.by_bearer(secret, "192.0.2.1")
    assert (caller.id, caller.daily_limit) == (key.id, 5_000_000)
    assert caller.scopes == {Scope.READ, Scope.RUN}
    (listed,) = await access.keys.list()
    assert listed.used_at is not None
    await access.keys.remove(key.id)
    with pytest.raises(Unauthorized):
        await access.doors.by_bearer(secret, "192.0.2.1")
    with pytest.raises(Invalid):
        await access.keys.make("late", [Scope.READ], None, now() - 1)


@pytest.mark.rule("W10")
async def test_a_link_ends_with_what_it_has_opened(database: Database) -> None:
    access = instance(database)
    share, secret = await access.shares.make(CANVAS, "for review", "edit", None, None)
    found = await access.shares.open(secret, VISIT)
    assert found is not None
    known = await access.doors.by_cookie(found[1], VISIT)
    assert known is not None
    assert (known.caller.canvas, known.caller.access) == (CANVAS, "edit")
    assert await access.sessions.list() == []  # it is no session of the owner
    with pytest.raises(NotFound):
        await access.shares.remove(CanvasId("another"), share.id)
    await access.shares.remove(CANVAS, share.id)
    assert await access.doors.by_cookie(found[1], VISIT) is None
    assert await access.shares.open(secret, VISIT) is None


@pytest.mark.rule("W10")
async def test_a_link_to_a_canvas_in_the_trash_opens_nothing(database: Database) -> None:
    access = instance(database)
    _, secret = await access.shares.make(CANVAS, "", "view", None, None)
    await database.write([Statement("UPDATE canvases SET deleted_at = 5 WHERE id = ?", (CANVAS,))])
    assert await access.shares.open(secret, VISIT) is None


@pytest.mark.rule("W11")
async def test_a_day_s_runs_stay_below_the_limit_however_many_start_at_once(
    database: Database,
) -> None:
    at = now()
    starts = [
        database.write([start_statement(f"run_{n}", "key_1", 300, 1000, at)]) for n in range(8)
    ]
    answers = await asyncio.gather(*starts, return_exceptions=True)
    assert sum(not isinstance(one, Conflict) for one in answers) == 3
    spending = SpendingRecords(database)
    assert dict(await spending.since(["key_1", "key_2"], day_of(at))) == {"key_1": 900, "key_2": 0}
    await database.write([start_statement("run_x", "key_2", 10**9, None, at)])


@pytest.mark.rule("W15")
async def test_the_audit_log_is_short_and_young(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_log, "_TIDY_ONE_IN", 1)
    monkeypatch.setattr(access_log, "MOST_NOTES", 3)
    records = AuditRecords(database)
    await records.add(
        Note("aud_0", 1, "x" * 5000, "old", "y" * 5000, "z" * 500, "n" * 500, "a" * 500)
    )
    (row,) = await records.list("", 10)
    assert (len(row["who"]), len(row["target"]), len(row["address"])) == (200, 300, 60)
    assert (len(row["name"]), len(row["agent"])) == (200, 200)
    for n in range(1, 7):
        await records.add(Note(f"aud_{n}", now(), "owner", "key.made", f"{n}", ""))
    notes = await records.list("", 10)
    assert [row["target"] for row in notes] == ["6", "5", "4", "3"]
    assert [row["target"] for row in await records.list("aud_5", 10)] == ["4", "3"]
