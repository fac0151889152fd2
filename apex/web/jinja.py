"""What templates may call beside their page: who is logged in, fresh keys, times and plain data for people."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import yaml
from flask import Flask, request
from markupsafe import Markup

from apex.actions.call import Actor
from apex.web.who import actor, settings


def install(app: Flask) -> None:
    app.jinja_env.globals.update(current_actor=current_actor, new_key=new_key, here=here, sign_on=sign_on)
    app.jinja_env.filters.update(when=when, yaml=as_yaml)


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


def when(moment: str) -> Markup:
    """A time as UTC to the minute; browsers with scripts show it in the reader's zone."""
    shown = datetime.fromisoformat(moment)
    return Markup('<time datetime="{}">{} UTC</time>').format(moment, shown.strftime("%Y-%m-%d %H:%M"))


def as_yaml(value: Any) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True).rstrip()
