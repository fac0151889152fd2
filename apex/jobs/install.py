"""Giving the application its queue, with the one task there is: to try a job."""

from __future__ import annotations

from flask import Flask

from apex.jobs.attempt import attempt
from apex.jobs.queue import make_queue

TASK = "apex.job"


def install(app: Flask) -> None:
    queue = make_queue(app.extensions["apex_settings"])

    def job(job_id: str) -> None:
        with app.app_context():
            attempt(app, job_id)

    app.extensions["apex_queue"] = queue
    app.extensions["apex_job"] = queue.task(name=TASK)(job)
