"""Windows move, count everybody, and go on while Redis is away."""

import logging
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
import redis

from apex.settings import ROOT
from apex.web.window import LONGEST_PAUSE, PATIENCE, LocalWindows, Outage, SteadyStorage
from tests.web.limited import KINDS, ask, asked_until_refused, emptied, eventually, limited_app, log_in


@pytest.fixture
def redis_url(redis_server):
    with emptied(redis_server) as url:
        yield url


@pytest.fixture
def url(request, kind):
    return "" if kind == "memory" else request.getfixturevalue("redis_url")


def test_the_window_moves_so_that_its_edge_lets_nobody_through_twice():
    now = 1000.0
    windows = LocalWindows(lambda: now)
    assert windows.acquire_entry("a", 5, 60)
    now = 1059.0
    assert [windows.acquire_entry("a", 5, 60) for _ in range(5)] == [True] * 4 + [False]
    assert windows.get_moving_window("a", 5, 60) == (1000.0, 5)
    now = 1060.5
    assert [windows.acquire_entry("a", 5, 60) for _ in range(2)] == [True, False]
    assert windows.get_moving_window("a", 5, 60) == (1059.0, 5)
    now = 1119.5
    assert [windows.acquire_entry("a", 5, 60) for _ in range(5)] == [True] * 4 + [False]


@KINDS
def test_the_edge_of_a_real_window_lets_nobody_through_twice(url):
    app = limited_app("5/second", url)
    ask(app)
    first = time.time()
    eventually(lambda: time.time() > first + 0.8)
    late = time.time()
    assert {ask(app).status_code for _ in range(4)} == {200}
    eventually(lambda: time.time() > first + 1.02)
    passed = [ask(app).status_code for _ in range(5)].count(200)
    assert time.time() < late + 1, "this machine is too slow for this test"
    assert passed == 1


@KINDS
def test_requests_at_the_same_time_are_all_counted(url):
    app = limited_app("40/minute", url)
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda _: ask(app).status_code, range(80)))
    assert (codes.count(200), codes.count(429)) == (40, 40)


def test_a_window_can_be_cleared_while_others_count_in_it():
    windows, going = LocalWindows(), True

    def clear() -> None:
        while going:
            windows.clear("a")

    clearing = threading.Thread(target=clear)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    clearing.start()
    try:
        for _ in range(20_000):
            windows.acquire_entry("a", 3, 60)
    finally:
        going = False
        clearing.join()
        sys.setswitchinterval(interval)


def test_windows_that_have_passed_are_forgotten():
    now = 0.0
    windows = LocalWindows(lambda: now)
    windows.acquire_entry("kept", 5, 1_000_000)
    for n in range(20_000):
        now = n / 10
        windows.acquire_entry(f"address:{n}", 5, 60)
    assert len(windows) < 2500
    assert windows.get_moving_window("kept", 5, 1_000_000) == (0.0, 1)


def test_apps_in_one_process_do_not_count_for_each_other_without_redis(redis_url):
    with_redis = limited_app(redis_url=redis_url)
    one, other = limited_app(), limited_app()
    assert [asked_until_refused(app) for app in (one, other, with_redis)] == [3, 3, 3]
    assert ask(limited_app(redis_url=redis_url)).status_code == 429


ASK_ONCE = """
import sys
from tests.web.limited import ask, limited_app
print(ask(limited_app("3/minute", sys.argv[1])).status_code)
"""


def test_processes_share_what_redis_counts(redis_url):
    def in_a_process_of_its_own() -> str:
        command = [sys.executable, "-c", ASK_ONCE, redis_url]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    assert [in_a_process_of_its_own() for _ in range(2)] == ["200", "200"]
    assert asked_until_refused(limited_app(redis_url=redis_url)) == 1
    assert in_a_process_of_its_own() == "429"


def test_redis_holds_names_under_the_strategy_and_no_e_mail_address(redis_url):
    app = limited_app(redis_url=redis_url)
    ask(app)
    log_in(app, "ann@shop.test")
    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        names = list(client.scan_iter())
        assert len(names) == 4
        assert {name.startswith("apex:moving-window:") for name in names} == {True}
        assert not [name for name in names if "ann" in name or "shop" in name]
        assert {0 < client.ttl(name) <= 3600 for name in names} == {True}


def test_a_connection_that_redis_closed_is_no_outage(redis_url, caplog):
    app = limited_app(redis_url=redis_url)
    assert ask(app).status_code == 200
    with redis.Redis.from_url(redis_url) as client:
        client.client_kill_filter(_type="normal", skipme=True)
    assert asked_until_refused(app) == 2
    assert ask(limited_app(redis_url=redis_url)).status_code == 429
    assert caplog.messages == []


def test_without_redis_the_process_counts_and_with_it_again_it_is_shared(redis_server, redis_url, caplog):
    one, other = limited_app("20/minute", redis_url), limited_app("20/minute", redis_url)
    assert {ask(one).status_code, ask(other).status_code} == {200}
    redis_server.stop()
    caplog.set_level(logging.WARNING)
    begun = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda _: ask(one).status_code, range(60)))
    assert time.monotonic() - begun < 5
    assert (codes.count(200), codes.count(429)) == (20, 40)
    assert [log_in(other, "ann@shop.test").status_code for _ in range(6)] == [401] * 5 + [429]
    assert [record.getMessage() for record in caplog.records].count(
        "rate limits: Redis fails (ConnectionError); counting in this process"
    ) == 2  # once for each app, not for each request
    redis_server.start()
    with redis.Redis.from_url(redis_url) as client:
        for app in (one, other):
            eventually(lambda app=app: ask(app, user="bob") and any(b"user:bob" in name for name in client.scan_iter()))
            client.flushdb()
    assert asked_until_refused(one, user="ann") == 20
    assert ask(other, user="ann").status_code == 429
    assert "rate limits: Redis answers again; counting there" in caplog.messages


def test_a_redis_that_does_not_answer_delays_one_request_and_not_all():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        # Whoever would wait for ever is hung up on.
        ending = threading.Timer(3, silent.close)
        ending.start()
        app = limited_app("50/minute", f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        begun = time.monotonic()
        assert ask(app).status_code == 200
        first = time.monotonic() - begun
        begun = time.monotonic()
        assert {ask(app).status_code for _ in range(20)} == {200}
        rest = time.monotonic() - begun
        ending.cancel()
    assert PATIENCE <= first < 2
    assert rest < 20 * PATIENCE / 3


def test_redis_is_asked_again_after_pauses_that_grow():
    now = 0.0
    outage = Outage(lambda: now)
    assert outage.may_ask()
    outage.begin(redis.ConnectionError())
    asked = []
    for tenth in range(400):
        now = tenth / 10
        if outage.may_ask():
            asked.append(now)
            outage.begin(redis.ConnectionError())
    gaps = [round(later - sooner, 1) for sooner, later in pairwise(asked)]
    assert gaps[0] < 0.5
    assert gaps == sorted(gaps)
    assert set(gaps[-3:]) == {LONGEST_PAUSE}
    outage.end()
    assert [outage.may_ask(), outage.may_ask()] == [True, True]


def test_a_storage_says_whether_it_answers_and_that_it_keeps_moving_windows_only(redis_server, redis_url):
    storage = SteadyStorage(f"steady+{redis_url}")
    assert storage.check()
    redis_server.stop()
    assert not storage.check()
    assert SteadyStorage("steady+memory://").check()
    with pytest.raises(NotImplementedError, match="moving windows"):
        storage.incr("a", 60)
