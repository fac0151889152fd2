"""The administration: what there is of it, the packs, and how the installation stands."""

from __future__ import annotations

import platform
import shutil
from dataclasses import asdict, dataclass
from typing import Any, cast

from flask import Blueprint, Response

from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.queue import standing
from apex.engine.jurisdiction import Jurisdiction
from apex.extensions import db
from apex.packs.load import load_packs
from apex.packs.shelf import Shelved, shelf
from apex.settings import code_version
from apex.store.backlog import backlog, outcomes
from apex.store.connect import pool_status
from apex.store.job import STATES, State
from apex.store.probe import migration_heads
from apex.store.size import database_bytes, file_bytes, rows_stored, summary
from apex.web.ask import one_of, window
from apex.web.health import look
from apex.web.paging import linked
from apex.web.respond import View, respond
from apex.web.route import mount
from apex.web.task import KINDS, WORDS, TasksPage, tasks
from apex.web.who import settings

bp = Blueprint("admin", __name__)


@dataclass(frozen=True, slots=True)
class AdminPage:
    """The first page: what can be looked after, with a number of each."""

    counts: dict[str, int]
    packs: int
    faults: list[str]


@dataclass(frozen=True, slots=True)
class PacksPage:
    """Every released pack, and the places of the pack of jurisdictions."""

    items: list[Shelved]
    places: tuple[Jurisdiction, ...]
    checked: int


@dataclass(frozen=True, slots=True)
class JobsPage:
    """How the background work stands, and its jobs in one state."""

    queue: dict[str, Any]
    kinds: list[dict[str, Any]]
    listed: TasksPage
    state: str
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class StandingPage:
    """How the installation stands: what is asked of it, what it takes, what it runs."""

    checks: dict[str, Any]
    pool: dict[str, Any]
    database: dict[str, Any]
    wanted: list[str]
    rows: dict[str, int]
    sizes: dict[str, int]
    versions: dict[str, str]


@mount(bp, "/admin", ["GET"], "user.manage")
def show(call: Call) -> Response:
    """What an administrator looks after."""
    packs = shelf()
    faults = [f"{pack.name} {pack.version} {pack.fault}" for pack in packs if pack.fault]
    page = AdminPage(summary(call.session, call.now), len([p for p in packs if p.in_use]), faults)
    return respond(
        View("admin/show.html", "admin/show.html", page, Outcome(inputs=None, result=asdict(page), exact=True))
    )


@mount(bp, "/admin/packs", ["GET"], "user.manage")
def packs(_call: Call) -> Response:
    """Every released pack: version, hash, how much is in it, where its values come from, what was checked."""
    items, places = shelf(), load_packs().jurisdictions.places
    checked = len([place for place in places if place.checked])
    known = [
        {"title": p.title, "adopted_code": p.adopted_code, "source": p.source, "checked": p.checked} for p in places
    ]
    result = {"items": [asdict(pack) for pack in items], "total": len(items), "jurisdictions": known}
    page = PacksPage(items, places, checked)
    return respond(View("admin/packs.html", "admin/packs.html", page, Outcome(inputs=None, result=result, exact=True)))


@mount(bp, "/admin/jobs", ["GET"], "user.manage")
def jobs(call: Call) -> Response:
    """What waits in the background and for how long, what came of the last day's work, and what failed."""
    state = cast("State", one_of("state", STATES, "FAILURE"))
    found, listing = tasks(call, window(), state, [], changeable=True)
    kinds = [
        {"kind": kind, "what": KINDS.get(kind, kind), "state": held, "word": WORDS[held], "count": count}
        for (kind, held), count in outcomes(call.session, call.now).items()
    ]
    queue = standing(backlog(call.session, call.now), settings().queue_warn)
    page = JobsPage(queue, kinds, found, state, WORDS)
    outcome = Outcome(inputs=None, result={"queue": queue, "kinds": kinds, **listing}, exact=True)
    return linked(respond(View("admin/jobs.html", "admin/_jobs.html", page, outcome)), found.pages)


@mount(bp, "/admin/health", ["GET"], "user.manage")
def health(call: Call) -> Response:
    """Database, migrations, disk, sizes and versions; reads no more than it has to."""
    state = look()
    page = StandingPage(
        checks=state.checks,
        pool=pool_status(db.engine),
        database=state.database,
        wanted=sorted(migration_heads()),
        rows=rows_stored(call.session),
        sizes=_sizes(call),
        versions=_versions(),
    )
    outcome = Outcome(inputs=None, result=asdict(page))
    return respond(View("admin/health.html", "admin/health.html", page, outcome))


def _sizes(call: Call) -> dict[str, int]:
    """Bytes: what the database and the files take, and what the disk of the data folder has."""
    disk = shutil.disk_usage(settings().data_dir)
    return {
        "database": database_bytes(call.session),
        "files of projects": file_bytes(call.session),
        "disk, free": disk.free,
        "disk, all": disk.total,
    }


def _versions() -> dict[str, str]:
    said = {name: str(value or "") for name, value in code_version().items()}
    changed = " with changes" if code_version()["dirty"] else ""
    code = f"{said['version']} {said['git_sha'][:12]}{changed}".strip()
    return {"APEX": code, "Build": said["build_id"], "Python": platform.python_version(), "Runs as": settings().env}
