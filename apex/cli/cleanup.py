"""`flask apex cleanup`: what is kept for a time only, removed when it is over."""

from __future__ import annotations

from dataclasses import asdict

import click

from apex.actions.call import SYSTEM
from apex.actions.cleanup import Expired, Litter, expire, tidy
from apex.cli.backup import telling
from apex.cli.run import act, answer, as_actor, as_json_option, looking, refusing, settings
from apex.errors import MalformedError
from apex.store.depot import depot


@click.command()
@click.option("--orphans", is_flag=True, help="With --yes: remove stored files that belong to no project, too.")
@click.option("--yes", is_flag=True, help="With --orphans: do it.")
@as_json_option
def cleanup(*, orphans: bool, yes: bool, as_json: bool) -> None:
    """Remove what is over: idempotency keys after a day, sessions 90 days after their end, links to set a password by
    when they are used or over, e-mails after 90 days, and what killed uploads and restores left behind a day ago.

    Projects, versions, calculations and the audit log are never removed, nor is anything somebody typed in.
    Stored files that belong to no project are counted.
    """
    with refusing(as_json=as_json), telling():
        if yes != orphans:
            raise MalformedError("--orphans and --yes go together; the rest is removed without them")
        expired, chosen = act(expire), settings()
        with looking() as session:
            litter = tidy(as_actor(session, SYSTEM), chosen.data_dir, depot(chosen), with_orphans=orphans)
    answer(asdict(expired) | asdict(litter), _said(expired, litter), as_json=as_json)


def _said(expired: Expired, litter: Litter) -> str:
    said = (
        f"removed {expired.idempotency_keys} idempotency keys, {expired.sessions} sessions, {expired.links} links, "
        f"{expired.messages} messages, {expired.e_mails} e-mails, {litter.leftovers} leftovers, "
        f"{litter.orphans_removed} files of no project"
    )
    if litter.orphans:
        size = f"{litter.orphans} stored files ({litter.orphan_bytes / 1e6:.1f} MB)"
        said += f"\n{size} belong to no project; --orphans --yes removes them"
    return said
