"""Giving the application its queue, with the one task there is: to try a job. Made when it is first asked for."""

from __future__ import annotations

from functools import cache

from flask import Flask
from huey import Huey

from apex.jobs.attempt import attempt
from apex.jobs.queue import make_queue

TASK = "apex.job"


def install(app: Flask) -> None:
    @cache
    def queue() -> Huey:
        made = make_queue(app.extensions["apex_settings"])
        app.extensions["apex_job"] = made.task(name=TASK)(job)
        return made

    def job(job_id: str) -> None:
        with app.app_context():
            attempt(app, job_id)

    app.extensions["apex_queue"] = queue
