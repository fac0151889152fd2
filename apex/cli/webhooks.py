"""`flask apex webhooks`: who is told what happens, from the shell."""

from __future__ import annotations

from typing import Any

import click

from apex.actions.call import utc_now
from apex.actions.webhook import listed
from apex.cli.run import answer, as_json_option, looking, refusing, table


@click.group("webhooks")
def webhooks_group() -> None:
    """Programs that are told what happens."""


@webhooks_group.command("list")
@click.option("--limit", type=click.IntRange(1, 500), default=50, show_default=True, help="How many at most.")
@as_json_option
def list_webhooks(*, limit: int, as_json: bool) -> None:
    """List endpoints, newest first, with how much waits for each."""
    with refusing(as_json=as_json), looking() as session:
        items, total = listed(session, utc_now(), limit)
    answer({"items": items, "total": total}, _told(items), as_json=as_json)


def _told(items: list[dict[str, Any]]) -> str:
    if not items:
        return "no webhooks"
    head = ("id", "address", "state", "waiting", "owner", "why")
    rows = [(i["id"], i["url"], i["state"], str(i["waiting"]), i["owner"], i["reason"]) for i in items]
    return table([head, *rows])
