"""Work that waits for others ends in time, or is left alone."""

import threading
import time

import pytest

from apex.outside.deadline import within


def test_what_is_done_in_time_returns_or_raises_as_it_does():
    assert within(5, lambda: 42) == 42
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 / 0)


def test_what_takes_longer_is_left_alone():
    end = threading.Event()
    since = time.monotonic()
    with pytest.raises(TimeoutError):
        within(0.1, end.wait)
    assert time.monotonic() - since < 2
    (left,) = [thread for thread in threading.enumerate() if thread.name == "outside"]
    assert left.daemon
    end.set()
    left.join(5)
    assert not left.is_alive()
