"""`docs/validation.md`: every published figure beside ours. Run `python -m tests.worked.report` to write it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from apex.engine.bundle import Packs
from apex.packs.load import load_packs
from tests.worked import (
    ours_anchor,
    ours_bar,
    ours_baseplate,
    ours_embedment,
    ours_footing,
    ours_gust,
    ours_ice,
    ours_line,
    ours_spread,
    ours_steel,
    ours_wind,
)
from tests.worked.case import FAMILIES, Case, Row, each, families
from tests.worked.family import table

OURS = {
    **ours_wind.OURS,
    **ours_gust.OURS,
    **ours_embedment.OURS,
    **ours_steel.OURS,
    **ours_anchor.OURS,
    **ours_baseplate.OURS,
    **ours_spread.OURS,
    **ours_bar.OURS,
    **ours_footing.OURS,
    **ours_line.OURS,
    **ours_ice.OURS,
}
LATER: set[str] = set()
"""Cases of features this engine does not have yet."""
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "validation.md"
HEAD = """# Validation

Every published example kept in `tests/worked/*.yaml`, worked by the engine's own functions. Made by
`python -m tests.worked.report`; a test holds this page equal to a fresh run.

- *agrees*: within the tolerance of the example, and the tests require it.
- *reference*: some input is inferred or the method is a legacy one; shown, not required.
- *the publication is wrong here*: a trap kept on purpose; the rows marked *(right figure)* are required of us.
- *not yet covered*: the feature comes later; the example waits in its file.

Differences are of ours from the published figure.
"""


def rows(packs: Packs) -> Iterator[Row]:
    for cases in families().values():
        for case in cases:
            yield from case_rows(case, packs)


def case_rows(case: Case, packs: Packs) -> Iterator[Row]:
    found: Mapping[str, Any] = {} if case.id in LATER else OURS[case.id](case, packs)
    for quantity, key, index, published, kind in each(case):
        ours = found.get(key)
        figure = None if ours is None else float(ours if index is None else ours[index])
        yield Row(case, quantity, published, figure, kind)


def _number(value: float) -> str:
    return f"{value:.6g}" if abs(value) < 1e5 else f"{value:,.0f}"


def _line(row: Row) -> str:
    compared = row.case.compare_as.get(row.quantity)
    name = f"{row.quantity} (our {compared})" if compared else row.quantity
    name += " (right figure)" if row.kind == "truth" else ""
    ours = "" if row.ours is None else _number(row.ours)
    difference = "" if row.ours is None else f"{100.0 * row.difference + 0.0:+.2f} %".replace("-0.00", "+0.00")
    cells = (row.case.id, row.case.topic, f"`{name}`", _number(row.published), ours, difference, row.verdict)
    return f"| {' | '.join(cells)} |"


def _section(name: str, cases: tuple[Case, ...], packs: Packs) -> Iterator[str]:
    yield f"## {FAMILIES[name]}"
    yield ""
    yield "| case | topic | quantity | published | ours | difference | verdict |"
    yield "|---|---|---|---:|---:|---:|---|"
    for case in cases:
        yield from (_line(r) for r in case_rows(case, packs))
    yield ""
    for case in cases:
        where = f"<{case.url}>" if case.url.startswith("http") and " " not in case.url else case.url
        said = f" {case.note.strip()}" if case.note.strip() else ""
        yield (
            f"- **{case.id}**: {case.source}; {case.edition}; within {100.0 * case.tolerance_rel:g} %. {where}.{said}"
        )
    yield ""


def _summary(packs: Packs) -> Iterator[str]:
    every = list(rows(packs))
    counts: dict[str, int] = {}
    for row in every:
        counts[row.verdict] = counts.get(row.verdict, 0) + 1
    yield f"{len(every)} figures of {len({r.case.id for r in every})} examples:"
    yield ""
    yield "| verdict | figures |"
    yield "|---|---:|"
    yield from (f"| {verdict} | {n} |" for verdict, n in sorted(counts.items()))
    yield ""


NOTES = """## Notes

- **Pascal and pounds.** ASCE 7 prints one constant as 0.00256 (psf, mph) and as 0.613 (Pa, m/s); converted as units
  go they differ by 0.06 %. SI pressures (W08) are compared through the printed pair.
- **W08** prints z_g as 1000 m where ASCE 7-22 prints 3,280 ft; its own z_g goes into the clause function.
- **F02, F03** hold S_1 at the provided depth: compared with the clause functions, never with the solver.
- **A04** takes the tabulated constant C of the example, 10.1; the engine works C out, 10.07, and T with it.
- **A08** has a live load, which no sign has: it takes the place of snow, whose factors are the same there.
- **A13** is a channel, which the catalog does not hold: its elastic moment goes through the clause functions.
- **R11** prints 19.42 in. for an expression that gives 19.17: the expression is what is required of us.
- **C01 to C03** have live load, which no sign has: 1.2D + 1.6L is put on the footing as one force.
- **I01, I02** are cables: ASCE 7 counts the ice of a round member in the same ring, at 56 pcf where they have 57.
"""


def report(packs: Packs) -> str:
    """The whole page; the same text in any run."""
    lines = [HEAD, *_summary(packs), *table()]
    for name, cases in families().items():
        lines += _section(name, cases, packs)
    return "\n".join(lines) + NOTES


if __name__ == "__main__":
    DOCUMENT.write_text(report(load_packs()))
