"""Ids: in the order in which they were made."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from koda.clock import new_id


def test_ids_of_one_process_sort_in_the_order_in_which_they_were_made() -> None:
    ids = [new_id("x") for _ in range(20_000)]
    assert ids == sorted(set(ids))
    assert len({one[:11] for one in ids}) < len(ids), "many are of the same millisecond"


def test_threads_make_no_id_twice() -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(_thousand, range(8)))
    assert all(ids == sorted(ids) for ids in made)
    assert len({one for ids in made for one in ids}) == 8_000


def _thousand(_: int) -> list[str]:
    return [new_id("x") for _ in range(1_000)]
