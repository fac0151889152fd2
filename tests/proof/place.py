"""A database with the application on it in this process, for looking, and in web processes, for asking."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from apex.extensions import db
from apex.schema.text import load_yaml
from apex.settings import ROOT
from tests.database import application
from tests.process import Answer, Caller, Web
from tests.web.house import House

API = "/api/v1"
EXAMPLE = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
DESIGN = {**EXAMPLE, "support": {**EXAMPLE["support"], "section": "HSS13.375X0.188"}}
"""A design that computes at once, its section being given."""


def fresh_key() -> str:
    return uuid.uuid4().hex


class Place:
    """A house whose web processes start when they are first asked."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder
        self._ends = ExitStack()
        self.house = House(self._ends.enter_context(application(url, folder)))
        self._webs: list[Web] = []

    def close(self) -> None:
        for web in self._webs:
            web.ask_to_stop()
        for web in self._webs:
            web.stop()
        self._ends.close()

    @cached_property
    def apart(self) -> list[int]:
        """The ports of two web processes of their own."""
        return [web.port for web in [self.serve(workers=1, threads=8) for _ in range(2)]]

    def release(self) -> None:
        """Have no connection open in this process."""
        with self.session() as session:
            session.rollback()
            session.get_bind().dispose()

    def serve(self, **given: Any) -> Web:
        """One more, until the place closes."""
        self._webs.append(Web(self.url, self.folder, **given))
        return self._webs[-1]

    def token(self, role: str = "engineer") -> str:
        return self.house.token(self.house.user(role))

    @contextmanager
    def session(self) -> Iterator[Any]:
        with self.house.app.app_context():
            yield db.session()


def made(caller: Caller, **fields: Any) -> dict[str, Any]:
    """A new project."""
    answer = caller.send("POST", f"{API}/projects", {"name": fresh_key(), **fields})
    assert answer.status == 201, answer.body
    return answer.result | {"etag": answer.headers["ETag"]}


def put(caller: Caller, path: str, body: Any, etag: str, **more: str) -> Answer:
    headers = {name.replace("_", "-"): value for name, value in more.items()}
    return caller.send("PUT", API + path, body, {"If-Match": etag, **headers})
