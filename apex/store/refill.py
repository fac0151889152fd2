"""Rows of a PostgreSQL dump into empty tables that the migrations made.

Of the dump only its rows are taken: `pg_restore` reads them out, in an order in which no row comes before one it
refers to, and they go in over the connection that made the tables. So the tables are those of the code, whatever
schema, version or owner the dump came from, and nothing of it is executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from psycopg import Cursor, sql
from sqlalchemy import Connection, delete, inspect, table, text

from apex.store.blob import DamagedError
from apex.store.tool import output, tool

ITEM = re.compile(r"\d+; \d+ \d+ (TABLE DATA|SEQUENCE SET) \S+ (\w+) ")
COPY = re.compile(rb'COPY \S+\.(\w+) \(([\w", ]+)\) FROM stdin;\n')
SETVAL = re.compile(rb"SELECT pg_catalog\.setval\('\S+\.(\w+)', (\d+), (true|false)\);\n")
END = b"\\.\n"
ENOUGH = 256 * 1024


def refill(connection: Connection, part: Path) -> None:
    """Take the place of whatever rows the tables have now. Triggers of people's making rest meanwhile."""
    driver: Any = connection.connection.dbapi_connection
    program = tool("pg_restore", driver.info.server_version // 10_000, newest=True)
    order = [name for name, _ in inspect(connection).get_sorted_table_and_fkc_names() if name]
    wanted = _wanted(program, part, [name for name in order if name != "alembic_version"])
    tables = [name for kind, name, _ in wanted if kind == "TABLE DATA"]
    for name in reversed(tables):
        connection.execute(text(f'ALTER TABLE "{name}" DISABLE TRIGGER USER'))
        connection.execute(delete(table(name)))
    listed = part.with_suffix(".list")
    listed.write_text("".join(f"{line}\n" for _, _, line in wanted))
    driver.execute("SET LOCAL client_encoding TO 'UTF8'")
    with output([program, "--file=-", f"--use-list={listed}", str(part)]) as stream, driver.cursor() as cursor:
        _pour(cursor, stream)
    driver.execute("SET LOCAL client_encoding TO DEFAULT")
    for name in tables:
        connection.execute(text(f'ALTER TABLE "{name}" ENABLE TRIGGER USER'))


def _wanted(program: str, part: Path, order: list[str]) -> list[tuple[str, str, str]]:
    """Items of the dump that belong to these tables: kind, name and line, rows first and in this order."""
    with output([program, "--list", str(part)]) as stream:
        lines = stream.read().decode().splitlines()
    found = [(match[1], match[2], line) for line in lines if (match := ITEM.match(line))]
    rows = [item for item in found if item[0] == "TABLE DATA" and item[1] in order]
    counters = [i for i in found if i[0] == "SEQUENCE SET" and any(i[1].startswith(f"{n}_") for n in order)]
    return sorted(rows, key=lambda item: order.index(item[1])) + counters


def _pour(cursor: Cursor[Any], stream: IO[bytes]) -> None:
    for line in stream:
        if found := COPY.fullmatch(line):
            into, columns = sql.Identifier(found[1].decode()), sql.SQL(found[2].decode())
            with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(into, columns)) as copy:
                for chunk in _rows(stream):
                    copy.write(chunk)
        elif found := SETVAL.fullmatch(line):
            name, last, called = found[1].decode(), int(found[2]), found[3] == b"true"
            cursor.execute("SELECT setval(%s::regclass, %s, %s)", [f'"{name}"', last, called])


def _rows(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines up to the end of a table, many at a time."""
    held: list[bytes] = []
    size = 0
    for line in stream:
        if line == END:
            yield b"".join(held)
            return
        held.append(line)
        size += len(line)
        if size > ENOUGH:
            yield b"".join(held)
            held, size = [], 0
    raise DamagedError("the dump breaks off in the middle of a table")
