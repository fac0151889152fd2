"""The same document gives the same bytes in any process, whatever the hash seed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
from apex.engine.design import design
from apex.packs.load import load_packs
from tests.engine.digest import digest
from tests.engine.documents import cabinet, document
packs = load_packs()
for given in (
    document(),
    document(support__section=None, support__families=["pipe", "HSS_rect", "HSS_round", "HSS_square", "W"]),
    document(site__code_basis="IBC2024", site__sds=1.2, site__snow_psf=20, support__method="ASD",
             sign__cabinets=[cabinet(width_ft=40, height_ft=4), cabinet(bottom_ft=25.5, offset_ft=3)]),
):
    print(digest(design(given, packs)))
"""


def run(seed: str) -> str:
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=env, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("seeds", [("0", "1", "4242")])
def test_three_processes_with_three_hash_seeds_write_the_same_sheet(seeds: tuple[str, ...]) -> None:
    said = {run(seed) for seed in seeds}
    assert len(said) == 1
    assert len(said.pop().split()) == 3
