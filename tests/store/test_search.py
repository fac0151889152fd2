"""The index of words also says who may see a project: totals stay right whatever changes, and no word finds a mark."""

import random
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import column, delete, insert, select, table, text, update

from apex.extensions import db
from apex.store import listing, search
from apex.store.connect import writing
from apex.store.identity import new_id
from apex.store.listing import SEARCHED, Found, Wanted, find
from apex.store.member import Member
from apex.store.project import Project
from apex.store.search import hits, number_of
from tests.database import application
from tests.web.house import House

START = datetime(2026, 1, 1, tzinfo=UTC)
STATUSES = ("draft", "estimating", "archived")
NAMES = ("Elm sign", "Oak sign", "Elm Street", "Sign of the elms", "Harbor")


def _without_parts(row):
    """The table as it was at an older revision: the columns of a row and no others."""
    return table("projects", *(column(name, Project.__table__.c[name].type) for name in row))


class Place:
    """Projects of three people: some closed, of some of these others are members."""

    def __init__(self, app):
        self.house = House(app)
        self.people = [self.house.user_id(self.house.user("engineer")) for _ in range(3)]

    def write(self, *statements):
        with self.house.app.app_context():
            writing(db.session())
            for statement in statements:
                db.session.execute(statement)
            db.session.commit()

    def fill(self, many, seed=1, *, before_parts=False):
        chance = random.Random(seed)
        rows = [
            {
                "id": new_id(), "number": f"P-2026-{seed}{i:03d}", "status": chance.choice(STATUSES), "version": 1,
                "visibility": chance.choice(("organization", "members")), "owner_id": chance.choice(self.people),
                "created_at": START, "updated_at": START + timedelta(seconds=chance.randrange(20)),
                "name": chance.choice(NAMES), "customer": chance.choice(("", "Acme", "Signs & Co")), "document": {},
                "packs": {}, "site_name": "", "address": "", "description": "",
            }
            for i in range(many)
        ]  # fmt: skip
        joined = [
            {"project_id": row["id"], "user_id": person, "role": "viewer", "added_at": START}
            for row in rows
            for person in self.people
            if chance.random() < 0.2
        ]
        of = _without_parts(rows[0]) if before_parts else Project
        self.write(insert(of).values(rows), *(insert(Member).values(row) for row in joined))
        return [row["id"] for row in rows]

    def count(self):
        """Let the database count its rows, so that it knows what most of them are."""
        self.write(text("ANALYZE"))

    def find(self, **wanted) -> Found:
        with self.house.app.app_context():
            found = find(db.session(), Wanted(**wanted))
            assert not found.fallback
            return found

    def total(self, q="sign", viewer=None, **wanted):
        return self.find(q=q, viewer=viewer, **wanted).total

    def look(self, wanted):
        """What a list is, found by reading all rows here: serials of the page, and how many there are."""
        with self.house.app.app_context():
            rows = db.session.scalars(select(Project)).all()
            joined = {(m.project_id, m.user_id) for m in db.session.scalars(select(Member))}
        column = listing.SORTS[wanted.sort.removeprefix("-")].key
        kept = [row for row in rows if self.is_wanted(row, wanted, joined)]
        kept.sort(key=lambda row: (getattr(row, column), row.serial), reverse=wanted.sort.startswith("-"))
        return [row.id for row in kept[wanted.offset : wanted.offset + wanted.limit]], len(kept)

    def is_wanted(self, row, wanted, joined):
        held = re.split(r"[\W_]+", " ".join(getattr(row, column.key) for column in SEARCHED).lower())
        mine = wanted.viewer in (None, row.owner_id) or (row.id, wanted.viewer) in joined
        return (
            all(any(has.startswith(word) for has in held) for word in re.findall(r"\w+", wanted.q.lower()))
            and (mine or row.visibility == "organization")
            and wanted.status in ("", row.status)
            and wanted.owner in ("", row.owner_id)
        )


@pytest.fixture
def place(database_url, tmp_path):
    with application(database_url, tmp_path) as app:
        yield Place(app)


@pytest.fixture
def counted(monkeypatch):
    """Every search is one with many matches, of which the index alone tells the number."""
    monkeypatch.setattr(listing, "COMMON", 0)


WAYS = [
    {},
    {"COMMON": 0},
    {"COMMON": 0, "FEW": 0},
    {"COMMON": 0, "FLOOD": 0},
    {"COMMON": 0, "FLOOD": 0, "REACH": 1},
    {"COMMON": 0, "DEEP": 0},
    {"COMMON": 0, "DEEP": 1_000, "FEW": 0},
    {"COMMON": 0, "SAMPLE": 0},
    {"COMMON": 0, "SAMPLE": 0, "FEW": 0},
]
"""Bounds between the ways to a page, so that small lists go them all."""


@pytest.mark.parametrize("known", [False, True], ids=["", "counted"])
@pytest.mark.parametrize("bounds", WAYS, ids=str)
def test_every_way_to_a_page_finds_what_reading_all_rows_finds(place, monkeypatch, bounds, known):
    place.fill(60)
    if known:
        place.count()
    for name, value in bounds.items():
        monkeypatch.setattr(search if name == "SAMPLE" else listing, name, value)
    chance = random.Random(str(bounds))
    for _ in range(60):
        wanted = Wanted(
            viewer=chance.choice([None, *place.people]),
            q=chance.choice(["P", "sign", "elm", "si el", "harbor", "P 2026", "oak acme", "zebra", "sig elm co"]),
            status=chance.choice(["", "", *STATUSES]),
            owner=chance.choice(["", "", *place.people]),
            sort=chance.choice(["", "-"]) + chance.choice(list(listing.SORTS)),
            limit=chance.choice([1, 3, 50]),
            offset=chance.choice([0, 1, 5, 20, 40, 50, 200]),
        )
        with place.house.app.app_context():
            found = find(db.session(), wanted)
        assert ([row.id for row in found.rows], found.total, found.fallback) == (*place.look(wanted), False), wanted


def test_a_number_is_remembered_until_anything_is_recorded(place, monkeypatch):
    monkeypatch.setattr(listing, "COMMON", 0)
    monkeypatch.setattr(listing, "MANY", 0)

    def totals():
        with place.house.app.app_context():
            return [find(db.session(), Wanted(viewer=viewer, q="sign")).total for viewer in (None, *place.people)]

    place.fill(30)
    first = totals()
    assert len(set(first)) > 1
    place.fill(30, seed=2)
    assert totals() == first
    place.house.user("viewer")
    assert totals()[0] > first[0]


def marked(place):
    """How many of all projects the index has with each mark, and how many there are."""
    with place.house.app.app_context():
        rows = db.session.scalars(select(Project)).all()
        values = {(name, getattr(row, name)) for row in rows for name in ("visibility", "status", "owner_id")}
        found = {mark: number_of(db.session(), hits(db.session(), ["2026"], **dict([mark]))) for mark in values}
        return found, {mark: sum(getattr(row, mark[0]) == mark[1] for row in rows) for mark in values}


CHANGES = {
    "visibility": {"visibility": "members"},
    "status": {"status": "accepted"},
    "name": {"name": "Renamed"},
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_marks_follow_every_change(place, change):
    ids = place.fill(30)
    place.write(update(Project).where(Project.id.in_(ids[::2])).values(CHANGES[change]))
    found, there = marked(place)
    assert found == there
    place.write(update(Project).where(Project.id.in_(ids[1::3])).values(owner_id=place.people[0]))
    found, there = marked(place)
    assert found == there


def test_a_project_that_is_gone_is_in_no_total(place, counted):
    ids = place.fill(30)
    before = place.total("P")
    place.write(delete(Member).where(Member.project_id == ids[0]), delete(Project).where(Project.id == ids[0]))
    assert (before, place.total("P")) == (30, 29)
    found, there = marked(place)
    assert found == there


def test_totals_follow_what_is_done_over_http(place, counted):
    owner, other = place.house.client("engineer"), place.house.client("engineer")
    made = place.house.project(owner, name="Elm sign")
    address = f"/api/v1/projects/{made['id']}"

    def totals(query):
        return [
            who.get(f"/api/v1/projects?{query}").get_json()["result"]["total"]
            for who in (owner, other, place.house.client("admin"))
        ]

    assert totals("q=sign") == [1, 1, 1]
    assert totals("q=sign&owner=me") == [1, 0, 0]
    owner.patch(address, json={"visibility": "members"}, headers={"If-Match": "*"})
    assert totals("q=sign") == [1, 0, 1]
    owner.post(f"{address}/transitions", json={"to": "estimating"}, headers={"If-Match": "*"})
    assert totals("q=sign&status=draft") == [0, 0, 0]
    assert totals("q=sign&status=estimating") == [1, 0, 1]
    owner.post(f"{address}/members", json={"email": other.email, "role": "viewer"})
    assert totals("q=sign") == [1, 1, 1]
    owner.patch(address, json={"visibility": "organization", "name": "Oak"}, headers={"If-Match": "*"})
    assert totals("q=sign") == [0, 0, 0]
    assert totals("q=oak&status=estimating") == [1, 1, 1]


def test_nobody_finds_projects_by_typing_a_mark(place, counted):
    place.fill(30)
    owners = [f"o{person}" for person in place.people]
    words = ("vmembers", "vorganization", "sdraft", "v", "members", "organization", "draft")
    for before in ("", "\ue000", "=", "marks:", "'=", '"\ue000'):
        for mark in (*words, *owners, *place.people):
            for viewer in (None, place.people[0]):
                assert place.total(before + mark, viewer) == 0, before + mark


def test_a_text_that_looks_like_a_mark_is_none(place, counted):
    ids = place.fill(2)
    forged = "sign \ue000vmembers =vmembers vmembers \ue000sarchived =sarchived"
    place.write(
        update(Project).values(visibility="organization", status="draft", name="Oak", customer=""),
        update(Project).where(Project.id == ids[0]).values(name=forged, description=forged),
        update(Project).where(Project.id == ids[1]).values(name="sign", visibility="members"),
        delete(Member),
    )
    with place.house.app.app_context():
        owner = db.session.scalar(select(Project.owner_id).where(Project.id == ids[1]))
    stranger = next(person for person in place.people if person != owner)
    assert (place.total(viewer=stranger), place.total(viewer=owner), place.total()) == (1, 2, 2)
    assert place.total(status="archived") == 0
    assert place.total(status="draft") == 2


def test_a_word_without_a_letter_finds_nothing_whatever_is_marked(place, counted):
    place.fill(30)
    for q in ("_", "__ _", "\U0001e900", "_ \U0001e900"):
        for viewer in (None, place.people[0]):
            assert place.total(q, viewer) == 0, q
            assert place.total(q, viewer, status="draft", owner=place.people[0]) == 0, q


def test_what_is_no_name_cannot_be_a_mark(place):
    for value in ("draft' | '=vmembers", 'draft" OR "x', "", "a b"):
        with place.house.app.app_context(), pytest.raises(ValueError, match="cannot be a mark"):
            hits(db.session(), ["sign"], status=value)


def test_the_step_fills_the_index_of_rows_that_were_there_and_goes_back(place, counted):
    before = place.fill(30)
    with place.house.app.app_context():
        downgrade(revision="2026_11_21_passkeys")
        assert number_before(db.session()) == 30
    place.fill(10, seed=2, before_parts=True)
    renumbered = [
        update(Project).where(Project.id == id_).values(number=f"X-2026-{i}") for i, id_ in enumerate(before[:5])
    ]
    place.write(*renumbered)
    with place.house.app.app_context():
        assert number_before(db.session()) == 35
        upgrade()
    for seed in (3, 4):
        found, there = marked(place)
        assert found == there
        for viewer in (None, *place.people):
            assert place.total("sign", viewer) == place.look(Wanted(viewer=viewer, q="sign"))[1]
        place.fill(10, seed)


def number_before(session):
    """Projects with a word that begins with P in the index as it was before the step."""
    if session.get_bind().dialect.name == "sqlite":
        counted = "SELECT count(*) FROM project_search WHERE project_search MATCH 'number : P*'"
    else:
        counted = "SELECT count(*) FROM projects WHERE search @@ to_tsquery('simple', 'P:*')"
    number = session.scalar(text(counted))
    session.rollback()
    return number
