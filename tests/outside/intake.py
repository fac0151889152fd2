"""A Sentry that takes envelopes over HTTP and keeps what was really sent."""

import gzip
import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import brotli
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

OPENED = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


class Intake:
    def __init__(self) -> None:
        self.envelopes: queue.Queue[bytes] = queue.Queue()
        self.server = make_server("127.0.0.1", 0, self, threaded=True, request_handler=Quiet)
        self.dsn = f"http://4f1c2a@127.0.0.1:{self.server.server_port}/4711"

    def __call__(self, environ: Any, start_response: Any) -> Any:
        request = Request(environ)
        body = OPENED[request.headers.get("Content-Encoding", "")](request.get_data())
        known = "sentry_key=4f1c2a" in request.headers.get("X-Sentry-Auth", "")
        if request.path != "/api/4711/envelope/" or not known:
            return Response("who are you", 401)(environ, start_response)
        self.envelopes.put(body)
        return Response('{"id": "00"}', content_type="application/json")(environ, start_response)

    def next(self) -> tuple[dict[str, Any], str]:
        """The event that comes next, and every byte it came in."""
        sent = self.envelopes.get(timeout=60)
        _, item, event = sent.split(b"\n")[:3]
        assert json.loads(item)["type"] == "event"
        return json.loads(event), sent.decode()


class Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        pass


@contextmanager
def running() -> Iterator[Intake]:
    intake = Intake()
    thread = threading.Thread(target=intake.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield intake
    finally:
        intake.server.shutdown()
        thread.join()
        intake.server.server_close()
