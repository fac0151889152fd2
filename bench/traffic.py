"""JSON reads and writes over HTTP: two web processes on PostgreSQL, nine reads to one write."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from apex.schema.text import load_yaml
from bench.timing import row
from tests.database import application, fresh, prepare_template
from tests.process import Caller, Web
from tests.servers import start_postgres
from tests.web.house import House

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 60
CALLERS = 5


class Traffic:
    """Callers with projects of their own, who read and now and then write."""

    def __init__(self, port: int, token: str, ids: list[str]) -> None:
        self.caller = Caller(port, token)
        self.ids = ids
        self.times: dict[str, list[float]] = {"read": [], "write": []}
        self.answers: Counter[int] = Counter()

    def go(self, until: float, chance: random.Random) -> None:
        while time.perf_counter() < until:
            project = f"/api/v1/projects/{chance.choice(self.ids)}"
            write = chance.random() < 0.1
            start = time.perf_counter()
            if write:
                answer = self.caller.send(
                    "PATCH", project, {"description": f"note {chance.random()}"}, {"If-Match": "*"}
                )
            else:
                path = chance.choice((project, f"{project}/design", f"{project}/versions", "/api/v1/projects"))
                answer = self.caller.send("GET", path)
            self.times["write" if write else "read"].append((time.perf_counter() - start) * 1e3)
            self.answers[answer.status] += 1


def main() -> None:
    design = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
    server = start_postgres()
    try:
        with tempfile.TemporaryDirectory() as folder:
            prepare_template(server, Path(folder))
            with fresh(server) as url:
                with application(url, Path(folder)) as app:
                    house = House(app)
                    client = house.client("engineer")
                    token = client.environ_base["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
                    ids = [house.project(client, design=design)["id"] for _ in range(60)]
                web = Web(url, Path(folder), workers=2)
                try:
                    run(web.port, token, ids)
                finally:
                    web.stop()
    finally:
        server.stop()


def run(port: int, token: str, ids: list[str]) -> None:
    share = len(ids) // CALLERS
    callers = [Traffic(port, token, ids[i * share : (i + 1) * share]) for i in range(CALLERS)]
    until = time.perf_counter() + SECONDS
    threads = [threading.Thread(target=c.go, args=(until, random.Random(i))) for i, c in enumerate(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers = sum((c.answers for c in callers), Counter())
    bad = sum(count for status, count in answers.items() if status >= 400)
    rate = sum(answers.values()) / SECONDS
    for kind in ("read", "write"):
        times = sorted(t for c in callers for t in c.times[kind])
        note = f"{rate:.0f} req/s in all, {bad} errors" if kind == "read" else f"{statistics.fmean(times):.1f} mean"
        row(f"JSON {kind}, {CALLERS} callers, 2 processes, PostgreSQL", times, "p95 < 50", note)
    if bad:
        sys.exit(f"answers: {dict(answers)}")


if __name__ == "__main__":
    main()
