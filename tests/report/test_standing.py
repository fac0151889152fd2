"""Every check and every warning belongs to a stage, and a stage stands as they do."""

import ast
from pathlib import Path

import pytest

from apex.actions.design import work_out
from apex.engine.envelope import confidence
from apex.engine.trace import by_use
from apex.packs.load import load_packs
from apex.report.result import drawn, result_view
from apex.report.standing import WORDS, stage_of, standing_of
from apex.schema.text import load_yaml
from apex.settings import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def warnings_of_the_engine():
    """The fixed words of every warning the engine can give."""
    for path in sorted(Path(ROOT / "apex" / "engine").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "warn":
                words = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
                yield f"{path.name}:{node.lineno}", "".join(words)


def test_every_warning_of_the_engine_belongs_to_one_stage():
    told = list(warnings_of_the_engine())
    assert len(told) > 25
    for place, words in told:
        if words.strip(": ") == "warning" or not words.strip(": "):
            continue  # what a jurisdiction's pack says, or the sheet's own way of saying it
        stages = [stage for stage, said in WORDS.items() if any(w in words for w in said)]
        assert len(stages) == 1, (place, words, stages)
        room = place.split(":", maxsplit=1)[0]
        assert stages[0] != "baseplate" or room in {"work.py", "select.py", "standing_free.py", "base.py"}, place


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_checks_warnings_and_confidence_add_up(path):
    made, outcome = work_out(load_packs(), load_yaml(path.read_bytes()))
    view = result_view(made, outcome.confidence, None)
    standing = standing_of(made)
    assert set(made.checks) <= set(stage_of(made))
    assert sum(f for f, _ in standing.values()) == sum(not c.passes for c in made.checks)
    assert sum(w for _, w in standing.values()) == len(view.warnings)
    off = sum(float(reason.split()[0]) for reason in view.reasons)
    assert max(0.0, 1.0 - off) == pytest.approx(confidence(made.checks, made.sheet.assumptions, feasible=made.feasible))
    names = [bar.name for bar in view.bars]
    assert by_use(made.checks)[0].name in names
    assert {bar.stage for bar in view.bars} >= {"support", "foundation"}
    assert len(names) <= 6 + sum(not c.passes for c in made.checks)
    assert "NOT SEALED" in view.drawing
    assert "NOT SEALED" not in view.front
    for key, _ in view.sheets:
        assert drawn(made, key).startswith("<svg")
