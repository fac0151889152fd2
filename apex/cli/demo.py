"""`flask apex demo`: seed a believable shop, once."""

from __future__ import annotations

from collections.abc import Mapping

import click
from sqlalchemy import func, select

from apex.actions.account import add
from apex.actions.call import Call
from apex.actions.password import matches
from apex.cli.run import act, answer, as_json_option, looking, refusing, settings
from apex.cli.shop import STORIES, Shop
from apex.errors import ConflictError
from apex.extensions import db
from apex.packs.load import load_packs
from apex.store.alone import alone
from apex.store.identity import new_secret
from apex.store.project import Project
from apex.store.user import User, user_by_email

PEOPLE: Mapping[str, tuple[str, str]] = {
    "admin": ("demo@example.com", "Alex Demo"),
    "viewer": ("viewer@example.com", "Vera Lund"),
    "estimator": ("estimator@example.com", "Sam Ortiz"),
    "engineer": ("engineer@example.com", "June Park"),
    "approver": ("approver@example.com", "Ruth Adler"),
}
"""One account of each role."""
PASSWORD = "painted letters over the river"  # noqa: S105 (meant to be known; production gets another)


@click.command()
@click.option("--yes", is_flag=True, help="Seed it in production too.")
@as_json_option
def demo(*, yes: bool, as_json: bool) -> None:
    """Seed accounts of every role and a project for each example. What is there already is kept.

    In production only with --yes, and then with a password made for it and printed once.
    """
    production = settings().env == "production"
    with refusing(as_json=as_json):
        if production and not yes:
            raise ConflictError(
                "this is a production: demo accounts do not belong in it; --yes seeds them all the same"
            )
        wanted = new_secret() if production else PASSWORD
        with alone(db.engine):
            made = act(lambda call: _seeded(call, wanted))
        with looking() as session:
            projects = session.scalar(select(func.count()).select_from(Project)) or 0
            admin = user_by_email(session, PEOPLE["admin"][0])
            password = wanted if admin is not None and matches(admin.password_hash, wanted) else ""
    emails = [email for email, _ in PEOPLE.values()]
    result = {"made": made, "projects": projects, "accounts": emails, "password": password or None}
    answer(result, _said(made, projects, password), as_json=as_json)


def _seeded(call: Call, password: str) -> int:
    """Make what is missing; how many projects were made. All of it, or nothing."""
    people = {role: _person(call, role, password) for role in PEOPLE}
    owned = select(func.count()).select_from(Project).where(Project.owner_id.in_([p.id for p in people.values()]))
    if call.session.scalar(owned):
        return 0
    shop = Shop(call.session, load_packs(), people)
    for story in STORIES:
        story(shop)
    return call.session.scalar(owned) or 0


def _person(call: Call, role: str, password: str) -> User:
    email, name = PEOPLE[role]
    return user_by_email(call.session, email) or add(call, {"email": email, "name": name, "role": role}, password)


def _said(made: int, projects: int, password: str) -> str:
    first, *others = [email for email, _ in PEOPLE.values()]
    shop = f"demo shop seeded: {made} projects" if made else f"demo shop is there already: {projects} projects"
    known = f'password "{password}"' if password else "the password it was given since"
    return f"{shop}\nlog in as {first}, {known}\n(also {', '.join(others)})"
