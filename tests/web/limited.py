"""A small app whose routes are limited, and ways to ask it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import redis
from flask import Blueprint, Flask, Response, g, request

from apex.actions.call import Actor
from apex.errors import NotFoundError
from apex.web import limit
from apex.web.ask import API
from apex.web.proxy import behind_proxies
from apex.web.respond import send_json
from apex.web.route import Access
from apex.web.window import LONGEST_PAUSE
from tests.servers import RedisServer
from tests.web.bare import bare_app

JSON = {"Accept": "application/json"}
KINDS = pytest.mark.parametrize("kind", ["memory", "redis"])


def recognize() -> None:
    name = request.headers.get("Authorization", "").removeprefix("Bearer ")
    g.actor = Actor(name, f"{name}@shop.test", name, "estimator", frozenset()) if name in {"ann", "bob"} else None


def limited_app(rate: str = "3/minute", redis_url: str = "", proxies: str = "0") -> Flask:
    app, chosen = bare_app(rate_limit_default=rate, redis_url=redis_url, trusted_proxies=proxies)
    behind_proxies(app, chosen.proxies)
    app.before_request(recognize)
    limit.install(app, chosen)
    room, health = Blueprint("room", __name__), Blueprint("health", __name__)

    def serve(bp: Blueprint, rule: str, name: str, times: int | None, method: str = "GET") -> None:
        def view() -> Response:
            return send_json({})

        view.access = Access(None, False, False, times)
        bp.add_url_rule(rule, name, view, methods=[method])

    serve(room, "/first", "first", 1)
    serve(room, "/second", "second", 1)
    serve(room, "/double", "double", 2)
    serve(room, "/double", "double_post", 2, "POST")
    serve(room, "/free", "free", None)
    room.add_url_rule("/plain", "plain", lambda: send_json({}))
    room.add_url_rule("/missing", "missing", missing)
    room.add_url_rule("/login", "login", login, methods=["POST"])
    login.access = Access(None, True, False, None)
    health.add_url_rule("/health/live", "live", lambda: send_json({}))
    app.register_blueprint(room)
    app.register_blueprint(room, url_prefix=API, name="api_room")
    app.register_blueprint(health)
    return app


def missing() -> Response:
    raise NotFoundError("there is no such thing")


def login() -> Response:
    """Right where the password is `right`. Counts as often as its transaction had to be repeated."""
    email = request.form["email"]
    for _ in range(int(request.form.get("runs", "1"))):
        limit.throttle_login(email)
    if request.form["password"] != "right":
        return send_json({}, 401)
    limit.login_succeeded(email)
    return send_json({})


@contextmanager
def emptied(server: RedisServer) -> Iterator[str]:
    """The address of a Redis that holds nothing, and that runs afterwards whatever the test did to it."""
    with redis.Redis.from_url(server.url) as client:
        client.flushdb()
    yield server.url
    server.start()


def ask(app: Flask, path: str = "/first", user: str = "", address: str = "203.0.113.7", **more):
    headers = {"Authorization": f"Bearer {user}"} if user else {}
    environ = {"REMOTE_ADDR": address}
    headers = JSON | headers | more.pop("headers", {})
    return app.test_client().get(path, headers=headers, environ_base=environ, buffered=True, **more)


def log_in(app: Flask, email: str, password: str = "wrong", address: str = "203.0.113.7", runs: int = 1):
    form = {"email": email, "password": password, "runs": str(runs)}
    return app.test_client().post("/login", data=form, headers=JSON, environ_base={"REMOTE_ADDR": address})


def asked_until_refused(app: Flask, most: int = 50, **how) -> int:
    for taken in range(most):
        if ask(app, **how).status_code == 429:
            return taken
    raise AssertionError("never refused")


def eventually(condition, seconds: float = 2 * LONGEST_PAUSE) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it does not come about"
        time.sleep(0.05)
