"""The full-text index of projects: words, and beside them marks that say who may see a project and how it stands.

Each database has its own kind of index (migration `2026_11_21_search`), so no model describes it. Words and marks never
meet: a word that is searched for finds no mark, and a text that looks like a mark is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Text,
    and_,
    any_,
    bindparam,
    cast,
    column,
    func,
    literal,
    literal_column,
    not_,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import SQLColumnExpression

from apex.store.project import Project

MARKS = {"visibility": "v", "status": "s", "owner_id": "o"}
"""Columns of a project that are marked in the index, and the letter before their value there."""
SAMPLE = 200
"""Rows by which it is judged whether most are hits."""
PRIVATE = "\ue000"
"""What marks begin with on SQLite: a letter to FTS5, and no part of a word that is searched for."""
_INDEX = table(
    "project_search", column("rowid", BigInteger), column("serial", BigInteger), column("search"),
    column("project_search", Text),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Serials:
    """A few serials. PostgreSQL is sent them as one array: as many values cost more than what is done with them."""

    of: Sequence[int]
    dialect: str

    def __bool__(self) -> bool:
        return bool(self.of)

    def hold(self, serial: SQLColumnExpression[int]) -> ColumnElement[bool]:
        if self.dialect == "postgresql":
            return serial == any_(bindparam(None, list(self.of), ARRAY(BigInteger)))
        return serial.in_(self.of)


def within(serial: SQLColumnExpression[int], these: Serials | Select[int]) -> ColumnElement[bool]:
    return these.hold(serial) if isinstance(these, Serials) else serial.in_(these)


def hits(session: Session, words: Sequence[str], **marks: str) -> Select[int]:
    """Serials of projects in which every word begins a word, and that stand as the marks say."""
    if _postgresql(session):
        return select(_INDEX.c.serial).where(*_lexemes(words, marks))
    return select(_INDEX.c.rowid).where(_INDEX.c.project_search.op("MATCH")(_match(words, marks)))


def misses(words: Sequence[str], **marks: str) -> Select[int]:
    """Of PostgreSQL: serials of projects that stand as the marks say, in which not every word begins a word.

    Without a mark the index would be read from end to end.
    """
    if not marks:
        raise ValueError("misses are asked for by a mark")
    return select(_INDEX.c.serial).where(*_lexemes(words, marks, but=True))


def mostly(session: Session, words: Sequence[str]) -> bool:
    """Whether most projects seem to be hits, on PostgreSQL: most of those that stand first in its table are."""
    if not _postgresql(session):
        return False
    first = select(and_(*_lexemes(words, {})).label("hit")).select_from(_INDEX).limit(SAMPLE).subquery()
    return bool(session.scalar(select(func.count().filter(first.c.hit) * 2 > func.count()).select_from(first)))


def number_of(session: Session, found: Select[int], but: Serials | Select[int] | None = None) -> int:
    """How many hits there are, but for some; of the index alone, no project is looked up."""
    counted = found if but is None else found.where(not_(within(found.selected_columns[0], but)))
    return session.scalar(counted.with_only_columns(func.count())) or 0


def one_of(session: Session, found: Select[int]) -> ColumnElement[bool]:
    """Whether a project is one of hits of which there are few, so that they are where the planner begins.

    PostgreSQL would take them for many and read every project; of an array it expects ten.
    """
    if not _postgresql(session):
        return Project.serial.in_(found)
    return Project.serial == any_(func.array(found.scalar_subquery()))


def most(session: Session, found: int) -> bool:
    """Whether so many hits are most of all projects, as far as PostgreSQL knows without counting."""
    if not _postgresql(session):
        return False
    known = session.scalar(text("SELECT reltuples FROM pg_class WHERE oid = 'project_search'::regclass")) or 0
    return found > known / 2 > 0


def not_missed(words: Sequence[str], marks: Mapping[str, str]) -> ColumnElement[bool]:
    """Whether a project is a hit where most are, on PostgreSQL: the few that are none are held in a hash."""
    missed = select(_INDEX.c.serial).where(*_lexemes(words, marks, but=True))
    return Project.serial.in_(missed).is_not(True)


def among(session: Session, found: Select[int], *, deep: bool) -> ColumnElement[bool]:
    """Whether a project is a hit, asked of projects as they come in an order: of many of them if `deep`.

    The planners do not know how many hits there are and would begin with all of them. On SQLite the plus keeps them
    from it. On PostgreSQL it is IS TRUE, with all hits in a hash, or OFFSET, with one look into the index for each.
    """
    if not _postgresql(session):
        return literal_column("+projects.serial").in_(found)
    if deep:
        return Project.serial.in_(found).is_(True)
    return found.where(_INDEX.c.serial == Project.serial).correlate(Project).offset(literal_column("0")).exists()


def first_among(found: Select[int], first: Select[int]) -> Select[int]:
    """Hits of SQLite's index that are among these few: one run over the hits, of which none is kept."""
    return found.where(literal_column("+project_search.rowid").in_(first))


def _postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _match(words: Sequence[str], marks: Mapping[str, str]) -> str:
    """In the language of FTS5. A word of which it knows no letter finds nothing: AND, unlike a space, lets none out."""
    asked = " ".join(f'"{word}"*' for word in words)
    of = [f'marks : "{PRIVATE}{_mark(name, value)}"' for name, value in marks.items()]
    return " AND ".join((f"({asked})", *of))


def _lexemes(words: Sequence[str], marks: Mapping[str, str], *, but: bool = False) -> list[ColumnElement[bool]]:
    """Words and marks apart: a word of which nothing is left finds nothing, and would be passed over beside a mark.

    `but` those: rows in which not all of the words begin one, and that stand as the marks say. There both are asked
    at once, which is quicker, since only words that were found are asked for so.
    """
    of = " & ".join(f"'={_mark(name, value)}'" for name, value in marks.items())
    asked: list[ColumnElement[Any]] = [func.to_tsquery("simple", " & ".join(f"{word}:*" for word in words))]
    marked: list[ColumnElement[Any]] = [cast(literal(of, Text), TSQUERY)] if marks else []
    if but:
        asked, marked = [reduce(func.tsquery_and, (*marked, func.tsquery_not(asked[0])))], []
    return [_INDEX.c.search.op("@@")(query) for query in (*asked, *marked)]


def _mark(name: str, value: str) -> str:
    if not value.isalnum():
        raise ValueError(f"{value!r} cannot be a mark; marks are ids and names that APEX gives itself")
    return MARKS[name] + value
