"""The list of 100,000 projects: any page, search or filter, on SQLite and on PostgreSQL."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import insert, text

from apex.extensions import db
from apex.store.connect import writing
from apex.store.identity import new_id
from apex.store.listing import COUNTED
from apex.store.project import Project
from bench.timing import row, timed
from tests.database import application, migrate
from tests.servers import start_postgres
from tests.web.house import House

MANY = 100_000
NAMES = """main street elm clinic harbor motel auto row cafe corner truck stop pylon monument plaza north south east
west church school bank grill diner outlet center park lake river ridge valley summit union depot mill market garage"""
WORDS = NAMES.split()
ASKED = (
    ("first page", ""),
    ("page in the middle", "?offset=50000"),
    ("last page", f"?offset={MANY - 50}"),
    ("500 a page", "?limit=500"),
    ("by name", "?sort=name"),
    ("by customer, deep", "?sort=-customer&offset=90000"),
    ("status estimating", "?status=estimating"),
    ("status and order", "?status=submitted&sort=name"),
    ("mine", "?owner=me"),
    ("one word, in a tenth of them", "?q=harbor"),
    ("two words", "?q=harbor+motel"),
    ("beginning of a word", "?q=ha"),
    ("a word in all of them", "?q=sign"),
    ("a word in all of them, last page", f"?q=sign&offset={MANY - MANY // 20}"),
    ("a word in all of them, and status", "?q=sign&status=draft"),
    ("a word in all of them, mine", "?q=sign&owner=me"),
    ("a number", "?q=P-2026-04711"),
    ("nothing found", "?q=zebra"),
    ("search and status", "?q=elm&status=draft"),
)


def fill(house: House, owner: str, others: list[str]) -> None:
    chance = random.Random(7)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    statuses = ("draft", "estimating", "submitted", "accepted", "rejected", "archived")
    with house.app.app_context():
        writing(db.session())
        for first in range(0, MANY, 5000):
            rows = []
            for i in range(first, first + 5000):
                at = start + timedelta(seconds=chance.randrange(10_000_000))
                name = " ".join(chance.choice(WORDS) for _ in range(3)).title()
                rows.append({
                    "id": new_id(), "number": f"P-2026-{i:05d}", "version": 1, "status": chance.choice(statuses),
                    "visibility": "members" if i % 20 == 0 else "organization",
                    "owner_id": owner if i % 500 == 0 else chance.choice(others), "created_at": at, "updated_at": at,
                    "name": f"{name} sign", "customer": f"{chance.choice(WORDS).title()} {chance.randrange(2000)}",
                    "site_name": "", "address": f"{chance.randrange(9999)} {chance.choice(WORDS).title()} St, Ames, IA",
                    "description": "", "document": {}, "packs": {},
                })  # fmt: skip
            db.session.execute(insert(Project), rows)
        db.session.commit()
        # What the database does by itself before long.
        tidy = "VACUUM ANALYZE" if db.engine.dialect.name == "postgresql" else "ANALYZE"
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT", apex_write=True) as connection:
            connection.execute(text(tidy))


@contextmanager
def houses() -> Iterator[Iterator[tuple[str, House]]]:
    with tempfile.TemporaryDirectory() as folder:
        yield _each(Path(folder))


def _each(folder: Path) -> Iterator[tuple[str, House]]:
    migrate(f"sqlite:///{folder / 'apex.db'}", folder)
    with application(f"sqlite:///{folder / 'apex.db'}", folder) as app:
        yield "SQLite", House(app)
    server = start_postgres()
    try:
        server.create("bench")
        migrate(server.url("bench"), folder)
        with application(server.url("bench"), folder) as app:
            yield "PostgreSQL", House(app)
    finally:
        server.stop()


def main() -> None:
    with houses() as each:
        for kind, house in each:
            client = house.client("engineer")
            others = [house.user_id(house.user("engineer")) for _ in range(20)]
            fill(house, house.user_id(client.email), others)
            for what, query in ASKED:
                row(f"{kind}, list of {MANY:,}: {what}", timed(partial(ask, client, query), 40), "p95 < 50")


def ask(client: FlaskClient, query: str) -> None:
    """As the first to ask after a change: nothing of what was counted is remembered."""
    COUNTED.clear()
    answer = client.get(f"/api/v1/projects{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)


if __name__ == "__main__":
    main()
