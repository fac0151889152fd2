"""Threads of jobs that wait for others: each job once at a time, and never forgotten while it is at work."""

import threading

from apex.jobs.courier import Courier


def test_a_job_given_again_while_it_is_tried_is_tried_once_more_after_it():
    begun, go_on, tried = threading.Semaphore(0), threading.Event(), []

    def attempt(job_id):
        tried.append(job_id)
        begun.release()
        assert go_on.wait(30)

    courier = Courier(attempt)
    courier.hand("one")
    assert begun.acquire(timeout=30)
    for _ in range(3):
        courier.hand("one")
    assert tried == ["one"]
    go_on.set()
    assert begun.acquire(timeout=30)
    courier.close()
    assert tried == ["one", "one"]


def test_what_has_not_begun_when_it_closes_is_left_to_others():
    begun, go_on, tried = threading.Semaphore(0), threading.Event(), []

    def attempt(job_id):
        tried.append(job_id)
        begun.release()
        assert go_on.wait(30)

    courier = Courier(attempt)
    courier.hand("one")
    assert begun.acquire(timeout=30)
    courier.hand("one")
    ending = threading.Thread(target=courier.close)
    ending.start()
    while not courier._closed:
        pass
    go_on.set()
    ending.join(30)
    courier.hand("two")
    assert tried == ["one"]
