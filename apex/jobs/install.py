"""Giving the application its queue, with the one task there is: to try a job. Made when it is first asked for."""

from __future__ import annotations

from functools import cache

from flask import Flask
from huey import Huey

from apex.extensions import db
from apex.jobs.attempt import attempt
from apex.jobs.courier import APART, Courier
from apex.jobs.queue import make_queue
from apex.store.job import kind_of

TASK = "apex.job"


def install(app: Flask) -> None:
    @cache
    def queue() -> Huey:
        made = make_queue(app.extensions["apex_settings"])
        app.extensions["apex_job"] = made.task(name=TASK)(job)
        return made

    def tried(job_id: str) -> None:
        with app.app_context():
            attempt(app, job_id)

    @cache
    def courier() -> Courier:
        return Courier(tried)

    def job(job_id: str) -> None:
        with app.app_context():
            kind = kind_of(db.session(), job_id)
            db.session.rollback()
        if kind in APART:
            courier().hand(job_id)
        else:
            tried(job_id)

    app.extensions["apex_queue"] = queue
    app.extensions["apex_courier"] = courier
