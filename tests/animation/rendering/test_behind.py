"""What is encoded behind the drawing: in order, all of it, and its errors are heard."""

import threading
from collections.abc import Callable

import pytest

from koda.animation.rendering.agent.behind import Behind


def _give(work: Callable[[int], None], count: int, then: Exception | None = None) -> None:
    with Behind(work) as behind:
        for number in range(count):
            behind.give(number)
        if then is not None:
            raise then


def test_all_is_done_in_order_at_the_end_of_the_block() -> None:
    done: list[int] = []
    with Behind(done.append) as behind:
        for number in range(50):
            behind.give(number)
    assert done == list(range(50))


def test_it_does_not_run_away_from_what_is_slow() -> None:
    go, begun = threading.Semaphore(0), 0

    def work(_number: int) -> None:
        go.acquire()

    with Behind(work) as behind:

        def give_many() -> None:
            nonlocal begun
            for number in range(20):
                behind.give(number)
                begun += 1

        giver = threading.Thread(target=give_many)
        giver.start()
        go.release()
        giver.join(0.2)
        assert begun < 10
        for _ in range(20):
            go.release()
        giver.join()
    assert begun == 20


def test_an_error_ends_the_block_and_what_comes_after_it_is_not_done() -> None:
    done: list[int] = []

    def work(number: int) -> None:
        if number == 3:
            raise ValueError("no such comet")
        done.append(number)

    with pytest.raises(ValueError, match="no such comet"):
        _give(work, 100)
    assert done == [0, 1, 2]


def test_an_error_at_the_last_one_is_heard_too() -> None:
    def work(_number: int) -> None:
        raise ValueError("no such comet")

    with pytest.raises(ValueError, match="no such comet"):
        _give(work, 1)


def test_the_error_of_the_block_itself_is_the_one_that_is_heard() -> None:
    threads = threading.active_count()

    def work(_number: int) -> None:
        raise ValueError("encoding")

    with pytest.raises(RuntimeError, match="drawing"):
        _give(work, 1, RuntimeError("drawing"))
    assert threading.active_count() == threads
