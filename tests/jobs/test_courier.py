"""Threads of jobs that wait for others: each job once at a time, and never forgotten while it is at work."""

import threading

from apex.jobs.courier import Courier
from tests.jobs.worker import until


class Slow:
    """A courier whose jobs are at work until they may go on."""

    def __init__(self):
        self.begun, self.go_on, self.tried = threading.Semaphore(0), threading.Event(), []
        self.courier = Courier(self._attempt)

    def _attempt(self, job_id):
        self.tried.append(job_id)
        self.begun.release()
        assert self.go_on.wait(30)

    def begin(self, job_id):
        self.courier.hand(job_id)
        assert self.begun.acquire(timeout=30)


def test_a_job_given_again_while_it_is_tried_is_tried_once_more_after_it():
    slow = Slow()
    slow.begin("one")
    for _ in range(3):
        slow.courier.hand("one")
    assert slow.tried == ["one"]
    slow.go_on.set()
    assert slow.begun.acquire(timeout=30)
    slow.courier.close()
    assert slow.tried == ["one", "one"]


def test_what_has_not_begun_when_it_closes_is_left_to_others():
    slow = Slow()
    slow.begin("one")
    slow.courier.hand("one")
    ending = threading.Thread(target=slow.courier.close)
    ending.start()
    until(lambda: slow.courier._closed, 30)
    slow.go_on.set()
    ending.join(30)
    slow.courier.hand("two")
    assert slow.tried == ["one"]
