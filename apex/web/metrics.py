"""Figures for Prometheus: of this machine's processes, and of the work all machines share."""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterator
from ipaddress import ip_address
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, Response, current_app, g, request

from apex.errors import AuthenticationError, AuthorizationError
from apex.extensions import db
from apex.meter import METHODS, TEXT, exposed, instruments
from apex.store.connect import pool_status
from apex.store.probe import Work
from apex.web.health import probe
from apex.web.who import presented, settings

if TYPE_CHECKING:
    from prometheus_client.core import Metric

bp = Blueprint("metrics", __name__)
PASSED_ON = ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via")
"""Headers of proxies: what comes through one comes from anywhere."""


@bp.get("/metrics")
def show() -> Response:
    """For who has the token; without one in the settings, for this machine alone."""
    _admit()
    response: Response = current_app.response_class(exposed(Standing(probe().work())), content_type=TEXT)
    response.headers["Cache-Control"] = "no-store"
    return response


def _admit() -> None:
    token = settings().metrics_token
    if token is not None:
        if not hmac.compare_digest(presented().encode(), token.encode()):
            raise AuthenticationError("send the token of the metrics as bearer token")
    elif not _from_here() or any(name in request.headers for name in PASSED_ON):
        raise AuthorizationError("the metrics are read from this machine, or with APEX_METRICS_TOKEN")


def _from_here() -> bool:
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


class Standing:
    """What the database says now: the same on every machine. A collector of prometheus_client."""

    def __init__(self, work: Work | None) -> None:
        self._work = work

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily  # noqa: PLC0415 (see apex/meter.py)

        yield GaugeMetricFamily("apex_database_up", "Whether the database answers", float(self._work is not None))
        if self._work is None:
            return
        waits = self._work.backlog
        yield GaugeMetricFamily("apex_queue_depth", "Jobs that wait, whether due or not", waits["waiting"])
        yield GaugeMetricFamily("apex_queue_age_seconds", "How long the oldest due job has waited", waits["age_s"])
        jobs = GaugeMetricFamily("apex_jobs", "Jobs alive, or over since a day", labels=("kind", "state"))
        for (kind, state), count in self._work.outcomes.items():
            jobs.add_metric((kind, state), count)
        yield jobs
        states = GaugeMetricFamily("apex_breaker_state", "1 for the state a host is in", labels=("host", "state"))
        openings = CounterMetricFamily("apex_breaker_openings", "How often a circuit opened", labels=("host",))
        for host, state, opened in self._work.breakers:
            states.add_metric((host, state), 1.0)
            openings.add_metric((host,), opened)
        yield states
        yield openings


def install(app: Flask) -> None:
    """To be called before whatever else looks at requests, so that all of it is timed."""
    app.before_request(begin)
    app.after_request(count)


def begin() -> None:
    g.begun = time.perf_counter()


def count(response: Response) -> Response:
    """By the template of the route, never by what somebody put into it."""
    counting = instruments()
    route = request.url_rule.rule if request.url_rule is not None else "none"
    method = request.method if request.method in METHODS else "other"
    counting.requests.labels(route, method, str(response.status_code)).inc()
    counting.latency.labels(route).observe(time.perf_counter() - g.begun)
    if response.status_code == 412:
        counting.conflicts.inc()
    if response.status_code >= 500:
        counting.errors.labels(route).inc()
    standing = g.get("standing")
    if response.status_code == 429 and standing is not None:
        counting.limited.labels(standing.bucket.policy).inc()
    pool = pool_status(db.engine)
    for state in ("active", "idle"):
        counting.pool.labels(state).set(pool[state])
    return response
