"""The list of projects: what a person may see, filtered, searched, sorted and paged by indexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select, text
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


def find(session: Session, wanted: Wanted) -> Found:
    """A page of projects and how many there are."""
    words = _WORD.findall(wanted.q)
    if not words:
        return Found((), 0) if wanted.q.strip() else _listed(session, wanted)
    try:
        with session.begin_nested():
            return _searched(session, wanted, _indexed(session, words))
    except DBAPIError as error:
        if is_transient(error):
            raise
        found = _searched(session, wanted, *(_contains(word) for word in words))
        return Found(found.rows, found.total, fallback=True)


def _listed(session: Session, wanted: Wanted) -> Found:
    """Without a search: all of it from indexes. A page nearer to the end is counted from the end."""
    seen = _seen(session, wanted)
    total = _total(session, wanted, seen)
    narrowed = select(Project.serial).where(*wanted.filters, *seen)
    offset, limit = wanted.offset, min(wanted.limit, max(total - wanted.offset, 0))
    if limit == 0:
        return Found((), total)
    if offset > total // 2:
        keys = narrowed.order_by(*_order(wanted.sort, turned=True)).limit(limit).offset(total - offset - limit)
    else:
        keys = narrowed.order_by(*_order(wanted.sort)).limit(limit).offset(offset)
    return Found(_rows(session, keys, wanted.sort), total)


def _seen(session: Session, wanted: Wanted) -> list[ColumnElement[bool]]:
    """What the viewer may see: what is open, and by name the few others that are theirs."""
    if wanted.viewer is None:
        return []
    mine = select(Member.project_id).where(Member.user_id == wanted.viewer)
    closed = select(Project.serial).where(Project.visibility != "organization")
    own = session.scalars(
        closed.where(Project.owner_id == wanted.viewer).union(closed.where(Project.id.in_(mine))).limit(MANY + 1)
    ).all()
    if len(own) <= MANY:
        return [or_(OPEN, Project.serial.in_(own)) if own else OPEN]
    return [or_(OPEN, Project.owner_id == wanted.viewer, Project.id.in_(mine))]


MANY = 200
"""Closed projects of a viewer up to which they are named one by one, so that an index alone answers."""


def _total(session: Session, wanted: Wanted, seen: Sequence[ColumnElement[bool]]) -> int:
    narrowed = select(Project.serial).where(*wanted.filters, *seen)
    return session.scalar(select(func.count()).select_from(narrowed.subquery())) or 0


def _searched(session: Session, wanted: Wanted, *matches: ColumnElement[bool]) -> Found:
    narrowed = select(Project.serial).where(*matches, *wanted.filters, *_seen(session, wanted))
    total = session.scalar(select(func.count()).select_from(narrowed.subquery())) or 0
    keys = narrowed.order_by(*_order(wanted.sort)).limit(wanted.limit).offset(wanted.offset)
    return Found(_rows(session, keys, wanted.sort) if wanted.offset < total else (), total)


def _indexed(session: Session, words: Sequence[str]) -> ColumnElement[bool]:
    """Every word begins a word of the project, by the database's own full-text index."""
    if session.get_bind().dialect.name == "postgresql":
        query = " & ".join(f"{word}:*" for word in words)
        return literal_column("projects.search").op("@@")(func.to_tsquery("simple", query))
    match = " ".join(f'"{word}"*' for word in words)
    rows = text("SELECT rowid FROM project_search WHERE project_search MATCH :match").bindparams(match=match)
    return Project.serial.in_(rows.columns(Project.serial))


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
