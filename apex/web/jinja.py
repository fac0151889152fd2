"""What templates may call beside their page: who looks at it, fresh keys, times and quantities for them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from flask import Flask, current_app, request
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from apex.actions.call import Actor
from apex.schema.held import held
from apex.schema.measure import shown_unit
from apex.schema.told import beside, told
from apex.schema.words import word
from apex.web import offer, toast
from apex.web.form import said
from apex.web.unit import Billed, billed, measured, si_beside
from apex.web.viewer import viewer
from apex.web.who import actor, settings

_SYMBOL = re.compile(r"(?<![\w.@/-])([A-Za-z])_([A-Za-z0-9]{1,3})(?![\w@/-])")


def install(app: Flask) -> None:
    app.jinja_env.globals.update(
        current_actor=current_actor, new_key=new_key, here=here, place=place, served=served, sign_on=sign_on,
        toasts=toast.shown, came_through=offer.came_through, viewer=viewer,
    )  # fmt: skip
    # What depends on who looks takes the context: else a template that gives it a literal is compiled to one answer.
    app.jinja_env.filters.update(
        when=when,
        yaml=as_yaml,
        measure=measure,
        unit=unit,
        si=si,
        beside=with_si,
        billed=as_billed,
        said=said,
        held=of_field,
        cap=cap,
        symbols=symbols,
        called=called,
    )


def current_actor() -> Actor | None:
    return actor()


def new_key() -> str:
    """An idempotency key for one rendering of a form, so that a double click has one effect."""
    return uuid.uuid4().hex


def sign_on() -> str:
    """What people know the provider of single sign-on by; empty where there is none."""
    chosen = settings().oidc
    return chosen.name if chosen is not None else ""


def here(endpoint: str) -> bool:
    """Whether the page belongs to the tab of an endpoint."""
    running = request.endpoint or ""
    return running == endpoint or (running.split(".")[0] == endpoint.split(".", maxsplit=1)[0] and endpoint in HOMES)


HOMES = ("project.show", "design.show", "file.index", "share.index", "member.index")
"""Tabs that stand for every page of their blueprint."""
PLACES = {
    "home": "home", "sketch": "sketch", "admin": "admin", "user": "admin", "audit": "admin", "token": "admin",
    "webhook": "admin",
    "outside": "admin",
    "project": "projects", "account": "account", "second": "account", "passkey": "account",
}  # fmt: skip


def place() -> str:
    """The main place the page belongs to; whatever has a project is among the projects."""
    room = (request.endpoint or "").partition(".")[0]
    return "projects" if "project_id" in (request.view_args or {}) else PLACES.get(room, "")


def served(endpoint: str) -> bool:
    """Whether this installation has such an address."""
    return endpoint in current_app.view_functions


def when(moment: str | datetime) -> Markup:
    """A time to the minute in the zone its reader chose, else as UTC, which scripts put in the zone of the browser."""
    at = moment if isinstance(moment, datetime) else datetime.fromisoformat(moment)
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    zone = viewer().zone
    shown = at.astimezone(ZoneInfo(zone) if zone else UTC).strftime("%Y-%m-%d %H:%M %Z")
    return Markup('<time datetime="{}"{}>{}</time>').format(
        at.isoformat(), Markup(" data-zoned") if zone else "", shown
    )


@pass_context
def measure(_: Context, text: str, of: str = "") -> str:
    """A sentence, or a number of the unit `of`, as the person reads it."""
    return measured(str(text), of, viewer().system) if of else told(str(text), viewer().system)


@pass_context
def si(_: Context, values: Any, of: str, between: str = " ") -> str:
    """What stands beside a figure in the unit of a code, or beside several, for who chose SI."""
    return si_beside(values if isinstance(values, (list, tuple)) else (values,), of, viewer().system, between)


@pass_context
def with_si(_: Context, text: str) -> str:
    """A sentence that belongs to a formula, its quantities told in the person's units as well."""
    return beside(text, viewer().system)


@pass_context
def as_billed(_: Context, row: Mapping[str, Any]) -> Billed:
    """A line of the bill of materials, as the person buys."""
    return billed(row["quantity"], row["unit"], row["unit_price_usd"], viewer().system)


@pass_context
def unit(_: Context, name: str) -> str:
    """What a unit is shown as."""
    return shown_unit(name, viewer().system)


@pass_context
def of_field(_: Context, value: Any, path: str) -> str:
    """What a field holds, as the person reads it."""
    return held(value, path, viewer().system)


def symbols(text: str) -> Markup:
    """A text with `q_h` as symbols are printed."""
    return Markup(_SYMBOL.sub(r"\1<sub>\2</sub>", str(escape(text))))  # noqa: S704 (escaped, and tags of our own)


def cap(text: str) -> str:
    """A sentence of a machine as one begins it."""
    return text[:1].upper() + text[1:]


def called(path: str) -> str:
    """What people call a field."""
    return word(path).full


def as_yaml(value: Any) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True).rstrip()
