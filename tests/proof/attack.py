"""What somebody can do to the log who owns the database: each way changes something and says which row is the bad one.

For a row that was removed that is the number it had; for rows that were swapped the first of them; for one that was
added the number it was given.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from apex.store.audit import MEMBERS, link

COLUMNS = (*MEMBERS, "previous", "hash")
CONTENT = tuple(name for name in COLUMNS if name != "seq")
LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass
class Attacker:
    """In one transaction with the triggers out of the way; whoever called rolls it back."""

    session: Session
    random: random.Random
    last: int
    emptied: int
    """A row whose detail was rightly taken out."""
    exported: list[tuple[int, str]] = field(default_factory=list)
    """Heads that were kept elsewhere before."""

    def run(self, statement: str, **given: Any) -> None:
        self.session.execute(text(statement), given)

    def row(self, seq: int) -> dict[str, Any]:
        found = self.session.execute(text(f"SELECT {', '.join(COLUMNS)} FROM audit_log WHERE seq = :seq"), {"seq": seq})
        return dict(found.mappings().one())

    def detail(self, seq: int) -> Any:
        return self.session.execute(
            text("SELECT detail FROM audit_details WHERE seq = :seq"), {"seq": seq}
        ).scalar_one()

    def write(self, seq: int, row: Mapping[str, Any]) -> None:
        names = ", ".join(f"{name} = :{name}" for name in row)
        self.run(f"UPDATE audit_log SET {names} WHERE seq = :_seq", _seq=seq, **row)

    def insert(self, row: Mapping[str, Any]) -> None:
        self.run(f"INSERT INTO audit_log ({', '.join(row)}) VALUES (:{', :'.join(row)})", **row)

    def one(self, least: int = 1) -> int:
        """Some row that has its detail."""
        while (seq := self.random.randint(least, self.last)) == self.emptied:
            pass
        return seq

    def flipped(self, value: str) -> str:
        """The same with one character of it another one."""
        if not value:
            return self.random.choice(LETTERS)
        at = self.random.randrange(len(value))
        return value[:at] + self.random.choice(LETTERS.replace(value[at], "")) + value[at + 1 :]

    def outside(self) -> int:
        """A number no row has."""
        return self.random.choice((self.last + self.random.randint(1, 9), -self.random.randint(0, 9)))

    def disarm(self) -> None:
        if self.session.get_bind().dialect.name == "postgresql":
            for table in ("audit_log", "audit_details", "audit_head"):
                self.run(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            return
        named = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit%'"
        for name in self.session.scalars(text(named)).all():
            self.run(f"DROP TRIGGER {name}")


def flip(column: str) -> Callable[[Attacker], int]:
    def attack(by: Attacker) -> int:
        seq = by.one()
        by.write(seq, {column: by.flipped(by.row(seq)[column])})
        return seq

    attack.__name__ = f"flip_{column}"
    return attack


def renumber(by: Attacker) -> int:
    seq, now = by.one(), by.outside()
    by.write(seq, {"seq": now})
    return seq if now > 0 else now


def flip_detail(by: Attacker) -> int:
    seq = by.one()
    by.run("UPDATE audit_details SET detail = :detail WHERE seq = :seq", seq=seq, detail=by.flipped(by.detail(seq)))
    return seq


def renumber_detail(by: Attacker) -> int:
    seq = by.one()
    by.run("UPDATE audit_details SET seq = :now WHERE seq = :seq", seq=seq, now=by.outside())
    return seq


def empty_detail(by: Attacker) -> int:
    seq = by.one()
    by.run("UPDATE audit_details SET detail = NULL WHERE seq = :seq", seq=seq)
    return seq


def remove_detail(by: Attacker) -> int:
    seq = by.random.randint(1, by.last)
    by.run("DELETE FROM audit_details WHERE seq = :seq", seq=seq)
    return seq


def remove(by: Attacker) -> int:
    seq = by.random.randint(1, by.last)
    by.run("DELETE FROM audit_log WHERE seq = :seq", seq=seq)
    if by.random.random() < 0.5:
        by.run("DELETE FROM audit_details WHERE seq = :seq", seq=seq)
    return seq


def remove_and_close_the_gap(by: Attacker) -> int:
    seq = by.random.randint(1, by.last - 1)
    for table in ("audit_log", "audit_details"):
        by.run(f"DELETE FROM {table} WHERE seq = :seq", seq=seq)
        # Not in one step, which would meet the next row's number.
        by.run(f"UPDATE {table} SET seq = -seq WHERE seq > :seq", seq=seq)
        by.run(f"UPDATE {table} SET seq = -seq - 1 WHERE seq < 0")
    by.run("UPDATE audit_head SET seq = seq - 1")
    return seq


def insert_a_copy(by: Attacker) -> int:
    now = by.outside()
    by.insert(by.row(by.one()) | {"seq": now})
    return now


def insert_a_true_link(by: Attacker) -> int:
    """One that follows from the last, as the application would have made it."""
    last, source = by.row(by.last), by.one()
    row = by.row(source) | {"seq": by.last + 1, "previous": last["hash"]}
    by.insert(row | {"hash": link(row, row["previous"])})
    by.run("INSERT INTO audit_details VALUES (:seq, :detail)", seq=by.last + 1, detail=by.detail(source))
    return by.last + 1


def insert_a_detail(by: Attacker) -> int:
    now = by.outside()
    by.run("INSERT INTO audit_details VALUES (:seq, :detail)", seq=now, detail=by.detail(by.one()))
    return now


def swap(by: Attacker) -> int:
    """What two rows say; sometimes with their details."""
    a, b = sorted((by.one(), by.one()))
    while a == b:
        a, b = sorted((by.one(), by.one()))
    first, second = by.row(a), by.row(b)
    by.write(a, {name: second[name] for name in CONTENT})
    by.write(b, {name: first[name] for name in CONTENT})
    if by.random.random() < 0.5:
        swap_details(by, a, b)
    return a


def swap_details(by: Attacker, a: int = 0, b: int = 0) -> int:
    while a == b:
        a, b = sorted((by.one(), by.one()))
    first, second = by.detail(a), by.detail(b)
    by.run("UPDATE audit_details SET detail = :detail WHERE seq = :seq", seq=a, detail=second)
    by.run("UPDATE audit_details SET detail = :detail WHERE seq = :seq", seq=b, detail=first)
    return a


def overwrite(by: Attacker) -> int:
    """One row by another."""
    seq = source = by.one()
    while source == seq:
        source = by.one()
    by.write(seq, {name: value for name, value in by.row(source).items() if name != "seq"})
    return seq


def cut(by: Attacker) -> int:
    """The end, and leave the head as it is."""
    seq = by.random.randint(0, by.last - 1)
    by.run("DELETE FROM audit_log WHERE seq > :seq", seq=seq)
    if by.random.random() < 0.5:
        by.run("DELETE FROM audit_details WHERE seq > :seq", seq=seq)
    return seq + 1


def cut_with_the_head(by: Attacker) -> int:
    """The end, and the head set back: only a head kept elsewhere knows better."""
    by.exported.append((by.last, by.row(by.last)["hash"]))
    seq = by.random.randint(1, by.last - 1)
    for table in ("audit_log", "audit_details"):
        by.run(f"DELETE FROM {table} WHERE seq > :seq", seq=seq)
    by.run("UPDATE audit_head SET seq = :seq, hash = :hash", seq=seq, hash=by.row(seq)["hash"])
    return seq + 1


def rehash(by: Attacker) -> int:
    """Change a row and make it whole again: the rows after it still follow from the old one."""
    seq = by.one()
    row = by.row(seq)
    column = by.random.choice([name for name in CONTENT if name != "hash"])
    if column == "previous":
        row[column] = row[column][:-1] + ("0" if row[column][-1] != "0" else "1")
    else:
        row[column] = by.flipped(row[column])
    by.write(seq, row | {"hash": link(row, row["previous"])})
    if column == "detail_sha256":
        by.run("DELETE FROM audit_details WHERE seq = :seq", seq=seq)
    return seq


def rehash_and_mend_the_next(by: Attacker) -> int:
    """The next row now says that it follows, and is no longer what its own hash says. Behind the last is the head."""
    seq = by.one()
    row = by.row(seq)
    row["actor"] = by.flipped(row["actor"])
    row["hash"] = link(row, row["previous"])
    by.write(seq, row)
    if seq < by.last:
        by.write(seq + 1, {"previous": row["hash"]})
    return min(seq + 1, by.last)


def rewrite_from(by: Attacker) -> int:
    """Change a row and make everything after it whole again, the head too: a head kept elsewhere does not fit."""
    seq, kept = by.one(), by.random.randint(1, by.last)
    seq, kept = min(seq, kept), max(seq, kept)
    by.exported.append((kept, by.row(kept)["hash"]))
    row = by.row(seq)
    row["actor"] = by.flipped(row["actor"])
    previous = row["previous"]
    for number in range(seq, by.last + 1):
        row = row if number == seq else by.row(number)
        row["previous"] = previous
        row["hash"] = previous = link(row, previous)
        by.write(number, row)
    by.run("UPDATE audit_head SET hash = :hash", hash=previous)
    return kept


def flip_head(by: Attacker) -> int:
    by.run("UPDATE audit_head SET hash = :hash", hash=by.flipped(by.row(by.last)["hash"]))
    return by.last


def move_head(by: Attacker) -> int:
    step = by.random.choice((-3, -1, 1, 5))
    by.run("UPDATE audit_head SET seq = seq + :step", step=step)
    return by.last + 1 if step > 0 else by.last + step


def other_kind(by: Attacker) -> int:
    """SQLite keeps a value of any kind in any column; PostgreSQL does not, and gets another text."""
    seq, column = by.one(), by.random.choice(CONTENT)
    bytes_or_text = "x'00ff'" if by.session.get_bind().dialect.name == "sqlite" else "'other'"
    table, column = by.random.choice((("audit_log", column), ("audit_details", "detail")))
    by.run(f"UPDATE {table} SET {column} = {bytes_or_text} WHERE seq = :seq", seq=seq)
    return seq


ATTACKS: tuple[Callable[[Attacker], int], ...] = (
    *(flip(column) for column in CONTENT), renumber, flip_detail, renumber_detail, empty_detail, remove_detail, remove,
    remove, remove_and_close_the_gap, insert_a_copy, insert_a_true_link, insert_a_detail, swap, swap, swap_details,
    overwrite, cut, cut_with_the_head, rehash, rehash, rehash_and_mend_the_next, rewrite_from, flip_head, move_head,
    other_kind,
)  # fmt: skip


def every_column(session: Session) -> set[str]:
    return {column["name"] for column in inspect(session.connection()).get_columns("audit_log")}
