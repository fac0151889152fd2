"""`make bench`: medians and ratios of one run on this machine."""

from __future__ import annotations

import copy
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

from flask.testing import FlaskClient

from apex.actions import design as action
from apex.actions import pole
from apex.actions.package import package
from apex.engine.design import design
from apex.engine.document import Document
from apex.packs.load import load_packs
from apex.schema.read import read
from apex.schema.text import load_yaml
from apex.settings import code_version
from apex.web.form import flat
from bench import listing, traffic
from bench.standing import standing
from bench.store import rows
from bench.timing import row, timed
from tests.database import application, migrate
from tests.web.house import House

ROOT = Path(__file__).resolve().parents[1]
CLOSED = ["HSS_square", "HSS_rect", "HSS_round", "pipe"]


def document(name: str, **support: object) -> dict:
    data = load_yaml((ROOT / "examples" / f"{name}.yaml").read_bytes())
    data["support"] = {**data.get("support", {}), **support}
    return data


def main() -> None:
    start = time.perf_counter()
    packs = load_packs()
    loading = (time.perf_counter() - start) * 1e3
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {code_version()['version']}"
    )
    print(f"{'what':58} {'median ms':>9} {'p95 ms':>9}   figure")
    row("load and verify all packs", [loading], "")
    engine(packs)
    standing(packs)
    answers(packs)
    pages()
    for measured in rows():
        row(*measured)
    listing.main()
    traffic.main()


def engine(packs: object) -> None:
    found = design(read(Document, document("main_street_pylon")), packs)
    given = read(Document, document("main_street_pylon", section=found.support.section.name))
    row("whole design, section given", timed(lambda: design(given, packs), 300), "<= 2")
    two = design(read(Document, document("truck_stop_high_rise")), packs)
    stack = read(Document, document("truck_stop_high_rise", section=two.support.section.name))
    row("whole design, two cabinets, section given", timed(lambda: design(stack, packs), 200), "")
    whole = read(Document, document("main_street_pylon", families=CLOSED))
    tried = len(design(whole, packs).selection.candidates)
    row("whole design, section null", timed(lambda: design(whole, packs), 60), "<= 25", f"{tried} candidates")


def answers(packs: object) -> None:
    loads = {"moment_kipft": 80, "shear_kip": 4, "axial_kip": 3, "torsion_kipft": 10}
    asked = {"loads": loads, "height_ft": 25}
    many = len(packs.sections.sections)
    row("poles/options, given loads", timed(lambda: pole.options(packs, asked), 100), "<= 10", f"{many} sections")
    given = document("main_street_pylon")
    made, outcome = action.work_out(packs, given)
    envelope = lambda: outcome.envelope(code_version=code_version())  # noqa: E731
    row("envelope of a design, hashed", timed(envelope, 100), "")

    row("permit package, PDF, cold", timed(lambda: package(made, outcome, code_version()), 7), "<= 1000")


def pages() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = f"sqlite:///{folder}/apex.db"
        migrate(file, Path(folder))
        with application(file, Path(folder)) as app:
            previews(House(app).client("engineer"))


def ask(client: FlaskClient, path: str, **body: object) -> None:
    answer = client.post(path, **body)
    if answer.status_code != 200:
        raise AssertionError(answer.get_data(as_text=True))


def previews(client: FlaskClient) -> None:
    given = {"schema": "apex/design/1", "foundation.kind": "direct_burial"}
    typed = document("main_street_pylon")
    fields = {**given, **{k: v for k, v in flat(copy.deepcopy(typed)) if not k.startswith("support.families")}}
    swap = {"HX-Request": "true"}
    one = {**fields, "support.section": "HSS13.375X0.188"}
    for what, sent in (("null", fields), ("given", one)):
        taken = timed(lambda sent=sent: ask(client, "/sketch", data=sent, headers=swap), 60)
        row(f"workbench preview, section {what}", taken, "p95 <= 50")
    row("POST /api/v1/design", timed(lambda: ask(client, "/api/v1/design", json=typed), 60), "")


if __name__ == "__main__":
    sys.exit(main())
