"""The client for other services: what it sends, what it believes, and when it gives up."""

import gzip
import socket
import threading
from datetime import UTC, datetime

import pytest
from werkzeug.wrappers import Response

from apex.errors import ExternalServiceError
from apex.outside.after import retry_after
from apex.outside.client import CircuitOpenError, Client, NonsenseError, UnansweredError
from apex.outside.line import MOST
from tests.outside.notebook import Notebook
from tests.outside.service import authority, drips, listening, says, serving, silent
from tests.provider import json_response


def refused(url, **chosen):
    with pytest.raises(UnansweredError) as caught:
        Client(**chosen).send("GET", url)
    assert caught.value.status == 503
    assert caught.value.retry_after
    return caught.value.fault


def test_a_request_arrives_as_it_was_meant_and_its_answer_comes_back():
    def answer(request):
        return json_response({"got": request.get_data(as_text=True), "query": request.args.to_dict()}, 201)

    with serving(answer) as service:
        got = Client().send("POST", f"{service.url}/a/b?x=1&y=%20", headers={"X-Word": "said"}, body=b"body")
        assert (got.status, got.ok) == (201, True)
        assert got.json() == {"got": "body", "query": {"x": "1", "y": " "}}
        assert got.headers["content-type"] == "application/json"
        (request,) = service.asked
    assert (request.method, request.path) == ("POST", "/a/b")
    assert request.headers["X-Word"] == "said"
    assert request.headers["Host"] == f"127.0.0.1:{service.port}"
    assert request.headers["User-Agent"].startswith("APEX/")


@pytest.mark.parametrize("status", [200, 204, 302, 404, 422, 429, 500, 503])
def test_every_status_is_an_answer_and_the_breaker_hears_which_are_failures(status):
    heard = Notebook()
    with serving(lambda _: Response(status=status)) as service:
        assert Client(heard).send("GET", service.url).status == status
    failed = status == 429 or status >= 500
    assert heard.heard == [(f"127.0.0.1:{service.port}", f"status {status}" if failed else "")]


def test_an_open_circuit_lets_nothing_out():
    with serving() as service:
        with pytest.raises(CircuitOpenError) as caught:
            Client(Notebook(closed=False)).send("GET", service.url)
        assert service.asked == []
    assert (caught.value.status, caught.value.retry_after) == (503, 7)


def test_leave_that_was_not_used_is_given_back():
    heard = Notebook()

    def broken(host, port):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Client(heard, resolve=broken).send("GET", "http://shop.example/")
    assert (heard.heard, heard.back) == ([], 1)


def test_a_host_that_is_not_there_is_told_as_what_it_is():
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    heard = Notebook()
    assert refused(f"http://127.0.0.1:{port}/", breaker=heard) == "connection refused"
    assert heard.heard == [(f"127.0.0.1:{port}", "connection refused")]
    assert refused("http://nowhere.invalid/") == "no such name"


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", "the line broke"),
        (b"nonsense\r\n\r\n", "the line broke"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", "the line broke"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "the line broke"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnone", "the line broke"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx", "too large an answer"),
    ],
)
def test_half_an_answer_is_none(raw, fault):
    with listening(says(raw)) as door:
        assert refused(door.url) == fault


def test_a_body_may_be_a_mebibyte_and_no_more():
    with serving(lambda r: Response(b"x" * (MOST + int(r.args["more"])))) as service:
        assert len(Client().send("GET", f"{service.url}/?more=0").body) == MOST
        assert refused(f"{service.url}/?more=1") == "too large an answer"


def test_a_body_that_never_ends_is_cut_where_it_is_too_large():
    def talk(end, stop):
        says(b"HTTP/1.1 200 OK\r\n\r\n")(end, stop)
        while True:
            end.sendall(b"x" * 65536)

    with listening(talk) as door:
        assert refused(door.url) == "too large an answer"
        assert door.ended.wait(5)


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    packed = gzip.compress(b"\0" * (200 * MOST))
    assert len(packed) < MOST
    encoded = {"Content-Encoding": "gzip"}
    with serving(lambda _: Response(packed, headers=encoded)) as service:
        assert refused(service.url) == "too large an answer"
    with serving(lambda _: Response(gzip.compress(b"fits"), headers=encoded)) as service:
        assert Client().send("GET", service.url).body == b"fits"


@pytest.mark.parametrize(
    "talk",
    [
        silent, drips(), drips(b"HTTP/1.1 200 OK\r\n\r\n"),
        drips(b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n"),
    ],
)  # fmt: skip
def test_who_is_too_slow_is_given_up_and_the_line_to_them_ended(talk):
    heard = Notebook()
    before = threading.active_count()
    with listening(talk) as door:
        assert refused(door.url, total_s=0.3, breaker=heard) == "too slow"
        assert door.ended.wait(5), "the line is still open"
    assert heard.heard == [(f"127.0.0.1:{door.port}", "too slow")]
    for thread in threading.enumerate():
        if thread.name == "outside":
            thread.join(5)
    assert threading.active_count() <= before


def test_a_handshake_that_never_ends_is_given_up_too():
    with listening(silent) as door:
        assert refused(door.url.replace("http:", "https:"), total_s=0.3) == "too slow"
        assert door.ended.wait(5)


def test_a_second_address_is_tried_where_the_first_is_not_there():
    with socket.create_server(("127.0.0.2", 0)) as door:
        port = door.getsockname()[1]
    with listening(says(b"HTTP/1.1 204 No\r\n\r\n"), port=port):
        there = Client(resolve=lambda *_: ["127.0.0.2", "127.0.0.1"])
        assert there.send("GET", f"http://shop.example:{port}/").status == 204


def test_the_name_is_resolved_once_and_stays_what_host_and_certificate_are_held_to(tmp_path, monkeypatch):
    root, context = authority(tmp_path, "shop.example")
    asked = []

    def resolve(host, port):
        asked.append((host, port))
        return ["127.0.0.1"]

    with serving(lambda r: Response(r.headers["Host"]), context) as service:
        url = f"https://shop.example:{service.port}/"
        assert refused(url, resolve=resolve) == "no trust in its certificate"
        monkeypatch.setenv("SSL_CERT_FILE", str(root))
        assert Client(resolve=resolve).send("GET", url).body.decode() == f"shop.example:{service.port}"
        assert asked == [("shop.example", service.port)] * 2
        assert refused(url.replace("shop.", "other."), resolve=resolve) == "no trust in its certificate"
        assert len(service.asked) == 1


def test_a_redirect_is_followed_on_its_own_host_only():
    with serving() as other:
        leads = {
            "/here": "/there", "/far": f"{other.url}/", "/name": f"http://localhost:{other.port}/",
            "/round": "/round", "/file": "file:///etc/passwd",
        }  # fmt: skip

        def answer(request):
            to = leads.get(request.path)
            return Response(status=302, headers={"Location": to}) if to else Response(f"{request.method} arrived")

        with serving(answer) as service:
            assert Client().send("GET", f"{service.url}/here").body == b"GET arrived"
            for path in ("/far", "/name", "/round", "/file"):
                assert Client().send("GET", f"{service.url}{path}").status == 302, path
            assert Client().send("POST", f"{service.url}/here", body=b"x").status == 302
            assert [r.path for r in service.asked].count("/round") == 3
        assert other.asked == []
    with listening(says(b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n")) as door:
        assert Client().send("GET", door.url).status == 302


def test_what_is_no_json_is_the_services_fault():
    for body in (b"", b"<html>", b"\xff", b"[" * 100_000, b'{"a": NaN}'):
        with serving(lambda _, body=body: Response(body)) as service, pytest.raises(NonsenseError):
            Client().send("GET", service.url).json()


def test_asking_tries_again_what_passes_and_nothing_else():
    for statuses, last in (([503, 500, 200], 200), ([503] * 9, 503), ([404, 200], 404), ([200], 200)):
        left = list(statuses)
        with serving(lambda _, left=left: Response(status=left.pop(0))) as service:
            assert Client().ask(service.url).status == last
            assert len(service.asked) == {200: len(statuses), 503: 3, 404: 1}[last]
    with listening(says(b"")) as door:
        with pytest.raises(UnansweredError):
            Client().ask(door.url)
        assert door.visits == 3
    closed = Notebook(closed=False)
    with pytest.raises(CircuitOpenError):
        Client(closed).ask("http://127.0.0.1:1/")


def test_asking_waits_no_longer_than_its_whole_time_whatever_is_asked_of_it():
    asked = {"Retry-After": "30"}
    with serving(lambda _: Response(status=503, headers=asked)) as service:
        assert Client().ask(service.url).retry_after == 30
        assert len(service.asked) == 1
    with listening(silent) as door:
        with pytest.raises(ExternalServiceError):
            Client(total_s=0.5).ask(door.url)
        assert door.visits == 1


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("0", 0), ("120", 120), (" 7 ", 7), ("99999999", 86_400), ("Wed, 21 Oct 2026 07:28:00 GMT", 60),
        ("Wed, 21 Oct 2026 07:26:59 GMT", 0), ("Wed, 21 Oct 2099 07:28:00 GMT", 86_400),
        ("Wednesday, 21-Oct-26 07:28:00 GMT", 60), ("", None), ("-5", None), ("soon", None), ("1.5", None),
        ("9999999999999", None), ("Wed, 99 Oct 2026 07:28:00 GMT", None),
    ],
)  # fmt: skip
def test_retry_after_is_read_as_seconds_or_as_a_date(said, seconds):
    now = datetime(2026, 10, 21, 7, 27, 0, tzinfo=UTC)
    assert retry_after({"retry-AFTER": said}, now) == seconds
    assert retry_after({}, now) is None
