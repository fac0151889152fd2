"""The list of safeguards follows the code. That a test turns red without each of them is what `make mutate` proves."""

import shlex

from tests.mutation import ROOT, chosen


def test_every_safeguard_stands_once_in_its_file_and_its_tests_are_there():
    rows = chosen([])
    assert len(rows) > 60
    lost = [row.what for row in rows if (ROOT / row.file).read_text().count(row.old) != 1]
    assert lost == []
    named = [(row.what, word) for row in rows for word in shlex.split(row.tests) if word.endswith(".py")]
    assert [what for what, word in named if not (ROOT / "tests/proof" / word).exists()] == []
