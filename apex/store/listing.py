"""The list of projects: what a person may see, filtered, searched, sorted and paged by indexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from apex.store.chain import head
from apex.store.connect import is_transient
from apex.store.member import Member
from apex.store.project import Project
from apex.store.search import (
    Serials,
    among,
    first_among,
    hits,
    misses,
    most,
    mostly,
    not_missed,
    number_of,
    one_of,
    within,
)  # fmt: skip
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
CLOSED = Project.visibility == "members"


def seen_by(user_id: str) -> ColumnElement[bool]:
    """Projects a person may see who is no administrator."""
    mine = select(Member.project_id).where(Member.user_id == user_id)
    return or_(OPEN, Project.owner_id == user_id, Project.id.in_(mine))


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

    @property
    def marks(self) -> dict[str, str]:
        """The filters as the index of words knows them."""
        return {name: value for name, value in (("status", self.status), ("owner_id", self.owner)) if value}


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
    few: Serials | None = None
    others: ColumnElement[bool] | None = None

    @property
    def own(self) -> Serials | Select[int] | None:
        """The viewer's own among the closed ones."""
        return self.few or (None if self.others is None else select(Project.serial).where(CLOSED, self.others))

    @property
    def condition(self) -> list[ColumnElement[bool]]:
        if self.everything:
            return []
        if self.few is not None:
            return [or_(OPEN, self.few.hold(Project.serial)) if self.few else OPEN]
        return [or_(OPEN, self.others)] if self.others is not None else [OPEN]


FEW = 200
"""Closed projects of a viewer up to which they are named one by one, so that an index alone answers."""
COMMON = 1_000
"""Matches of a search up to which all are looked up and sorted; beyond, the order of the list is walked."""
FLOOD = 30_000
"""Matches from which SQLite takes longer to set all of them up for that than to run over them once more."""
NEAR = 1_000
"""Rows of the list it then looks for among them at most."""
REACH = 4
"""How many times as many as are wanted; where fewer than one row in so many matches they do not suffice."""
MANY = 10_000
"""Matches from which their number is remembered: every page of them shows it."""
COUNTED: dict[tuple[Any, ...], tuple[int, int]] = {}
"""Such numbers under the head of the audit log they were counted at: it is another after each change."""
REMEMBERED = 1_000
DEEP = 500_000
"""A walk of so many rows for each match there is takes as long as to set all matches up for it. Measured at 100,000."""


def find(session: Session, wanted: Wanted) -> Found:
    """A page of projects and how many there are."""
    words = _WORD.findall(wanted.q)
    if not words:
        return Found((), 0) if wanted.q.strip() else _listed(session, wanted)
    try:
        with session.begin_nested():
            return _searched(session, wanted, words)
    except DBAPIError as error:
        if is_transient(error):
            raise
        return _read_through(session, wanted, words)


def _sight(session: Session, viewer: str | None) -> Sight:
    if viewer is None:
        return Sight(everything=True)
    mine = select(Member.project_id).where(Member.user_id == viewer)
    closed = select(Project.serial).where(CLOSED)
    own = closed.where(Project.owner_id == viewer).union(closed.where(Project.id.in_(mine)))
    serials = session.scalars(own.limit(FEW + 1)).all()
    if len(serials) <= FEW:
        return Sight(few=Serials(serials, session.get_bind().dialect.name))
    return Sight(others=or_(Project.owner_id == viewer, Project.id.in_(mine)))


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Project).where(*conditions)) or 0


def _listed(session: Session, wanted: Wanted) -> Found:
    """Without a search: all of it from indexes. A page nearer to the end is counted from the end."""
    sight = _sight(session, wanted.viewer)
    total = _total(session, wanted, sight)
    return _page(session, wanted, total, *wanted.filters, *sight.condition)


@dataclass(frozen=True, slots=True)
class Window:
    """Where a page lies; one nearer to the end of the list is counted from there."""

    limit: int
    skipped: int
    turned: bool

    @property
    def depth(self) -> int:
        return self.skipped + self.limit


def _window(wanted: Wanted, total: int) -> Window:
    limit = min(wanted.limit, max(total - wanted.offset, 0))
    turned = wanted.offset > total // 2
    return Window(limit, total - wanted.offset - limit if turned else wanted.offset, turned)


def _page(session: Session, wanted: Wanted, total: int, *conditions: ColumnElement[bool]) -> Found:
    """A page of the rows that are so, of which there are `total`."""
    window = _window(wanted, total)
    if window.limit == 0:
        return Found((), total)
    narrowed = select(Project.serial).where(*conditions)
    keys = narrowed.order_by(*_order(wanted.sort, turned=window.turned)).limit(window.limit).offset(window.skipped)
    return Found(_rows(session, keys, wanted.sort), total)


def _total(session: Session, wanted: Wanted, sight: Sight) -> int:
    """Open ones and the viewer's own are counted apart: each count is one run of an index."""
    if sight.few is None:
        return _count(session, *wanted.filters, *sight.condition)
    own = _count(session, *wanted.filters, sight.few.hold(Project.serial)) if sight.few else 0
    return own + _count(session, *wanted.filters, OPEN)


def _searched(session: Session, wanted: Wanted, words: Sequence[str]) -> Found:
    """By the index of words."""
    sight = _sight(session, wanted.viewer)
    matched = hits(session, words, **wanted.marks)
    key = (head(session), wanted.viewer, *sorted(wanted.marks.items()), *words)
    found, total = COUNTED.get(key) or _counted(session, wanted, words, sight, matched)
    if found < COMMON:
        return _sorted(session, wanted, one_of(session, matched), *sight.condition) if found else Found((), 0)
    if found >= MANY:
        _remember(key, (found, total))
    window = _window(wanted, total)
    narrowed = (*wanted.filters, *sight.condition)
    if found >= FLOOD and window.depth * REACH <= NEAR and session.get_bind().dialect.name == "sqlite":
        order = _order(wanted.sort, turned=window.turned)
        first = select(Project.serial).where(*narrowed).order_by(*order).limit(window.depth * REACH)
        page = _page(session, wanted, total, Project.serial.in_(first_among(matched, first)))
        if len(page.rows) == window.limit:
            return page
    deep = window.depth * DEEP > found**2
    hit = not_missed(words, wanted.marks) if deep and most(session, found) else among(session, matched, deep=deep)
    return _page(session, wanted, total, hit, *narrowed)


def _counted(
    session: Session, wanted: Wanted, words: Sequence[str], sight: Sight, matched: Select[int]
) -> tuple[int, int]:
    """How many match, and how many of those the viewer may see.

    Each is counted apart on PostgreSQL, and others may commit in between. Where most match, the few that do not are
    quicker to count: what the viewer may see of all of them is known from an index, so the first is taken for both.
    """
    if mostly(session, words):
        seen = max(_total(session, wanted, sight) - _missed(session, wanted, words, sight), 0)
        return seen, seen
    found = number_of(session, matched)
    return found, max(found - _hidden(session, wanted, words, sight), 0) if found >= COMMON else found


def _missed(session: Session, wanted: Wanted, words: Sequence[str], sight: Sight) -> int:
    """How many the viewer may see that do not match."""
    missed = number_of(session, misses(words, **wanted.marks, visibility="organization"))
    closed = misses(words, **wanted.marks, visibility="members")
    if not sight.everything:
        if sight.own is None:
            return missed
        closed = closed.where(within(closed.selected_columns[0], sight.own))
    return missed + number_of(session, closed)


def _remember(key: tuple[Any, ...], counts: tuple[int, int]) -> None:
    if len(COUNTED) >= REMEMBERED:
        COUNTED.clear()
    COUNTED[key] = counts


def _sorted(session: Session, wanted: Wanted, *conditions: ColumnElement[bool]) -> Found:
    """All serials that are so, in their order: with the page one has the total too."""
    serials = session.scalars(select(Project.serial).where(*conditions).order_by(*_order(wanted.sort))).all()
    page = serials[wanted.offset : wanted.offset + wanted.limit]
    keys = select(Project.serial).where(Project.serial.in_(page))
    return Found(_rows(session, keys, wanted.sort) if page else (), len(serials))


def _hidden(session: Session, wanted: Wanted, words: Sequence[str], sight: Sight) -> int:
    """How many of the matches are closed to the viewer. The index says it by itself."""
    if sight.everything:
        return 0
    return number_of(session, hits(session, words, **wanted.marks, visibility="members"), but=sight.own)


def _read_through(session: Session, wanted: Wanted, words: Sequence[str]) -> Found:
    """Without the index: every row is read."""
    narrowed = (*wanted.filters, *_sight(session, wanted.viewer).condition)
    found = _sorted(session, wanted, *(_contains(word) for word in words), *narrowed)
    return replace(found, fallback=True)


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
