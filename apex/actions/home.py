"""A person's first page: what waits for them, their projects, what happened in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apex.actions.answer import plain
from apex.actions.call import Call
from apex.actions.permission import may
from apex.actions.sentence import people, sentence
from apex.store.answer import open_answers
from apex.store.waiting import called, lately, lent, my_projects, sent_back, to_decide, typed

MINE = 8
WAITING = 10
NEWS = 12


def home(call: Call) -> dict[str, Any]:
    """Everything of it, each list at most so long as fits a page."""
    own = call.actor.id
    every = call.actor.role == "admin"
    decide = may(call.actor, "project.decide")
    answers, said = open_answers(call.session, own, WAITING)
    return {
        "waiting": {
            "decide": _items(to_decide(call.session, own, WAITING, every=every)) if decide else [],
            "answers": [
                {**plain(row), "id": row.id, "project_id": row.project_id, "number": number, "project": name}
                for row, number, name, _ in answers
            ],
            "answers_total": said,
            "rejected": _items(sent_back(call.session, own, WAITING)),
            "drafts": _items(typed(call.session, own, WAITING, every=every)),
            "shared": _items(lent(call.session, own, WAITING)),
        },
        "projects": _items(my_projects(call.session, own, MINE)),
        "news": _news(call),
    }  # fmt: skip


def _items(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [{name: _plain(value) for name, value in row._mapping.items()} for row in rows]  # noqa: SLF001 (its public name)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _news(call: Call) -> list[dict[str, Any]]:
    held = lately(call.session, call.actor.id, NEWS)
    names, projects = called(call.session, people(held), {row.project for row in held})
    told = []
    for row in held:
        number, name = projects.get(row.project, ("", ""))
        said = sentence(row, names)
        about = {"project_id": row.project, "number": number, "project": name}
        told.append({"at": row.at, "who": said.who, "did": said.did, "text": said.text, "sentence": str(said), **about})
    return told
