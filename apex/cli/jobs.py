"""`flask apex jobs`: background work from the shell."""

from __future__ import annotations

from typing import Any, cast

import click

from apex.actions import job as action
from apex.actions import task
from apex.actions.call import SYSTEM, Call, utc_now
from apex.cli.run import act, answer, as_actor, as_json_option, looking, refusing, table
from apex.errors import ConflictError
from apex.store.backlog import backlog
from apex.store.job import STATES, State, jobs
from apex.store.submission import stands


@click.group("jobs")
def jobs_group() -> None:
    """Background work: what waits, runs and failed."""


@jobs_group.command("list")
@click.option("--state", type=click.Choice(STATES, case_sensitive=False), help="Only those.")
@click.option("--limit", type=click.IntRange(1, 500), default=50, show_default=True, help="How many at most.")
@as_json_option
def list_jobs(*, state: str | None, limit: int, as_json: bool) -> None:
    """List jobs, newest first."""
    with refusing(as_json=as_json), looking() as session:
        wanted = [stands(cast("State", state.upper()))] if state else []
        rows, total = jobs(session, limit, 0, *wanted)
        at = task.stages(as_actor(session, SYSTEM), rows)
        items = [task.told(job, at.get(job.id)) for job in rows]
        waits = backlog(session, utc_now())
    answer({"items": items, "total": total, "backlog": waits}, _told(items, waits), as_json=as_json)


def _told(items: list[dict[str, Any]], waits: dict[str, float]) -> str:
    rows = [
        (
            i["task_id"],
            i["kind"],
            i["state"],
            str(i["attempts"]),
            i["created_at"][:19],
            (i["error"] or i["message"])[:60],
        )
        for i in items
    ]
    counted = f"{waits['waiting']:.0f} waiting, {waits['running']:.0f} running, {waits['failed']:.0f} failed"
    late = f"; the oldest has waited {waits['age_s']:.0f} s" if waits["age_s"] > 0.0 else ""
    return "\n".join(
        [*([table([("id", "kind", "state", "tries", "asked for", "what"), *rows])] if rows else []), counted + late]
    )


@jobs_group.command()
@click.argument("job_id")
@as_json_option
def retry(job_id: str, *, as_json: bool) -> None:
    """Have the failed or cancelled job JOB_ID done once more."""
    with refusing(as_json=as_json):
        state = act(lambda call: task.shown(call, task.retry(call, job_id)))
    answer(state, f"{state['kind']} waits again", as_json=as_json)


@jobs_group.command()
@click.option("--days", type=click.IntRange(0, 3650), default=90, show_default=True, help="Over for so long.")
@click.option("--yes", is_flag=True, help="Do it; without this it is only said what would happen.")
@as_json_option
def purge(*, days: int, yes: bool, as_json: bool) -> None:
    """Remove the records of jobs that are over. What they made stays."""

    def work(call: Call) -> int:
        if not yes:
            old = action.forgettable(call, days)
            raise ConflictError(f"this removes the records of {old} jobs; say --yes to do it")
        return action.forget(call, days)

    with refusing(as_json=as_json):
        gone = part = act(work)
        while part:
            part = act(work)
            gone += part
    answer({"removed": gone}, f"removed the records of {gone} jobs", as_json=as_json)
