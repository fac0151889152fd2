"""The list of projects: what a person may see, filtered, searched, sorted and paged by indexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, or_, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from apex.store.connect import is_transient
from apex.store.member import Member
from apex.store.project import Project
from apex.store.user import User

SORTS = {
    "updated_at": Project.updated_at,
    "created_at": Project.created_at,
    "name": Project.name,
    "customer": Project.customer,
    "number": Project.serial,
}
SEARCHED = (Project.number, Project.name, Project.customer, Project.site_name, Project.address, Project.description)
LISTED = (
    Project.id, Project.number, Project.name, Project.customer, Project.site_name, Project.address,
    Project.description, Project.status, Project.visibility, Project.version, Project.created_at, Project.updated_at,
    User.email.label("owner"),
)  # fmt: skip
OPEN = Project.visibility == "organization"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked for. `viewer` is None for who may see all of them."""

    viewer: str | None
    q: str = ""
    status: str = ""
    owner: str = ""
    sort: str = "-updated_at"
    limit: int = 50
    offset: int = 0

    @property
    def filters(self) -> list[ColumnElement[bool]]:
        found = [Project.status == self.status] if self.status else []
        return [*found, Project.owner_id == self.owner] if self.owner else found


@dataclass(frozen=True, slots=True)
class Found:
    rows: Sequence[Any]
    total: int
    fallback: bool = False
    """Whether the index was not to be had and every row was read instead."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Which projects a viewer may see: those that are open, and beside them a few or many of their own."""

    everything: bool = False
    few: Sequence[int] | None = None
    others: ColumnElement[bool] | None = None

    @property
    def condition(self) -> list[ColumnElement[bool]]:
        if self.everything:
            return []
        if self.few is not None:
            return [or_(OPEN, Project.serial.in_(self.few)) if self.few else OPEN]
        return [or_(OPEN, self.others)] if self.others is not None else [OPEN]


FEW = 200
"""Closed projects of a viewer up to which they are named one by one, so that an index alone answers."""
COMMON = 5_000
"""Matches of a search from which it pays to walk the order of the list and look each row up among them."""


def find(session: Session, wanted: Wanted) -> Found:
    """A page of projects and how many there are."""
    words = _WORD.findall(wanted.q)
    if not words:
        return Found((), 0) if wanted.q.strip() else _listed(session, wanted)
    try:
        with session.begin_nested():
            return _searched(session, wanted, *_indexed(session, words))
    except DBAPIError as error:
        if is_transient(error):
            raise
        found = _searched(session, wanted, and_(*(_contains(word) for word in words)))
        return Found(found.rows, found.total, fallback=True)


def _sight(session: Session, viewer: str | None) -> Sight:
    if viewer is None:
        return Sight(everything=True)
    mine = select(Member.project_id).where(Member.user_id == viewer)
    closed = select(Project.serial).where(Project.visibility == "members")
    own = closed.where(Project.owner_id == viewer).union(closed.where(Project.id.in_(mine)))
    serials = session.scalars(own.limit(FEW + 1)).all()
    if len(serials) <= FEW:
        return Sight(few=serials)
    return Sight(others=or_(Project.owner_id == viewer, Project.id.in_(mine)))


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Project).where(*conditions)) or 0


def _listed(session: Session, wanted: Wanted) -> Found:
    """Without a search: all of it from indexes. A page nearer to the end is counted from the end."""
    sight = _sight(session, wanted.viewer)
    total = _total(session, wanted, sight)
    narrowed = select(Project.serial).where(*wanted.filters, *sight.condition)
    limit = min(wanted.limit, max(total - wanted.offset, 0))
    if limit == 0:
        return Found((), total)
    turned = wanted.offset > total // 2
    skipped = total - wanted.offset - limit if turned else wanted.offset
    keys = narrowed.order_by(*_order(wanted.sort, turned=turned)).limit(limit).offset(skipped)
    return Found(_rows(session, keys, wanted.sort), total)


def _total(session: Session, wanted: Wanted, sight: Sight) -> int:
    """Open ones and the viewer's own are counted apart: each count is one run of an index."""
    if sight.few is None:
        return _count(session, *wanted.filters, *sight.condition)
    own = _count(session, *wanted.filters, Project.serial.in_(sight.few)) if sight.few else 0
    return own + _count(session, *wanted.filters, OPEN)


def _searched(session: Session, wanted: Wanted, match: ColumnElement[bool], common: Any = None) -> Found:
    """Where a word is common, `common` says the match so that the planner walks the order of the list."""
    sight = _sight(session, wanted.viewer)
    total = _count(session, match, *wanted.filters, *sight.condition)
    if wanted.offset >= total:
        return Found((), total)
    matched = match if common is None or total < COMMON else common
    keys = select(Project.serial).where(matched, *wanted.filters, *sight.condition)
    page = keys.order_by(*_order(wanted.sort)).limit(wanted.limit).offset(wanted.offset)
    return Found(_rows(session, page, wanted.sort), total)


def _indexed(session: Session, words: Sequence[str]) -> Sequence[ColumnElement[bool]]:
    """Every word begins a word of the project, by the database's own full-text index.

    On SQLite said a second time with a plus, which keeps the planner from going through all matches.
    """
    if session.get_bind().dialect.name == "postgresql":
        query = " & ".join(f"{word}:*" for word in words)
        return [literal_column("projects.search").op("@@")(func.to_tsquery("simple", query))]
    match = " ".join(f'"{word}"*' for word in words)
    rows = text("SELECT rowid FROM project_search WHERE project_search MATCH :match").bindparams(match=match)
    found = rows.columns(Project.serial)
    return [Project.serial.in_(found), literal_column("+projects.serial").in_(found)]


def _contains(word: str) -> ColumnElement[bool]:
    return or_(*(column.icontains(word, autoescape=True) for column in SEARCHED))


def _rows(session: Session, keys: Select[Any], sort: str) -> Sequence[Any]:
    """The whole rows of a page whose keys an index gave."""
    page = keys.subquery()
    query = select(*LISTED).join(page, page.c.serial == Project.serial).join(User, User.id == Project.owner_id)
    return session.execute(query.order_by(*_order(sort))).all()


def _order(sort: str, *, turned: bool = False) -> tuple[ColumnElement[Any], ...]:
    """The order of a list, or the same from its other end."""
    column = SORTS[sort.removeprefix("-")]
    columns = (column,) if column is Project.serial else (column, Project.serial)
    down = sort.startswith("-") is not turned
    return tuple(c.desc() if down else c.asc() for c in columns)
