from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from apex.packs.load import load_packs
from apex.report.content import flat
from apex.report.package import package_pdf
from apex.schema.length import show_feet
from tests.report.conftest import EXAMPLE, ODD_NAME, ROOT, worked
from tests.report.reading import bare, pages_of, reading_of, text_of

SHA = "0123456789abcdef" * 4


def pdf_of(design, **other):
    packs = load_packs()
    return package_pdf(
        design,
        pack_metadata=packs.metadata(*packs.hashes),
        engine_version="9.9.9",
        content_sha256=SHA,
        inputs=EXAMPLE,
        **other,
    )


@pytest.fixture(scope="module")
def pdf(pylon):
    return pdf_of(pylon)


@pytest.fixture(scope="module")
def pages(pdf):
    return pages_of(pdf)


@pytest.fixture(scope="module")
def text(pdf):
    return text_of(pdf, "Main Street pylon")


def test_the_same_design_gives_the_same_bytes(pylon, pdf):
    assert pdf_of(pylon) == pdf


def test_another_process_with_another_hash_seed_gives_the_same_bytes(pdf):
    code = (
        "import hashlib, sys; from tests.report.conftest import EXAMPLE; from tests.report.test_package import pdf_of\n"
        "from apex.engine.design import design; from apex.engine.document import Document\n"
        "from apex.packs.load import load_packs; from apex.schema.read import read\n"
        "print(hashlib.sha256(pdf_of(design(read(Document, EXAMPLE), load_packs()))).hexdigest())"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "4242", "TZ": "Asia/Tokyo"}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert said.stdout.strip() == hashlib.sha256(pdf).hexdigest()


def test_the_file_holds_no_date(pdf):
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata.creation_date is None
    assert reader.metadata.modification_date is None


def test_every_page_says_its_number_the_project_the_hash_and_not_sealed(pages):
    assert 6 <= len(pages) <= 8  # one pole in a pier stays compact
    for i, text in enumerate(pages, start=1):
        said_on_all = ("Main Street pylon", "NOT SEALED", "Revision: working copy", "Engine 9.9.9", SHA[:12])
        for said in (f"Page {i} of {len(pages)}", *said_on_all):
            assert said in text


def test_the_package_states_what_the_design_came_to(pylon, text):
    assert pylon.support.section.name in text
    assert show_feet(pylon.foundation.burial.depth_ft) in text
    assert f"{pylon.price.total_usd:,.2f}" not in text  # a permit package is a public record
    assert "9.9.9" in text and SHA in text
    for check in pylon.checks:
        assert check.name in text


def test_every_pack_stands_with_its_hash(text):
    for name, sha in load_packs().hashes.items():
        assert re.search(rf"{bare(name)}v\d+{sha}", text)


def test_every_assumption_and_input_stands_in_the_notes(pylon, text):
    for said in pylon.sheet.assumptions:
        assert said.removeprefix("warning: ")[1:] in text  # the first letter may have become a capital
    for path, value in flat({k: v for k, v in EXAMPLE.items() if k != "pricing"}):
        assert f"{path} {value}" in text


def test_names_are_text_in_the_package(odd):
    made = reading_of(pdf_of(odd))
    assert f"{ODD_NAME} sign" in made.page(0)
    assert any(f"Force coefficients of {ODD_NAME}" in made.page(i) for i in (2, 3))


def test_a_revision_is_named_on_every_page(pylon):
    made = reading_of(pdf_of(pylon, revision="version 7"))
    assert all("Revision: version 7" in made.page(i) for i in (0, len(made) // 2, len(made) - 1))


def test_a_failing_check_says_fail_and_how_far(failing):
    text = text_of(pdf_of(failing), failing.document.name)
    worst = failing.governing
    assert not worst.passes and "FAILS" in text
    found = re.search(rf"Check:{re.escape(bare(worst.name))},[\d.,]+>[\d.,]+", text)
    assert found is not None


@pytest.mark.parametrize("name", ["a support that is not stable", "stacked cabinets, some of them thin"])
def test_an_awkward_design_has_a_package(name):
    made = reading_of(pdf_of(worked(name)))
    assert len(made) > 4 and all("NOT SEALED" in made.page(i) for i in (0, len(made) - 1))


def test_an_unstable_design_has_no_quantities_and_says_why(unstable):
    text = text_of(pdf_of(unstable), unstable.document.name)
    assert "No foundation was designed, because the support is not stable, so there are no quantities." in text


def test_inputs_are_listed_line_by_line():
    given = {
        "site": {"soil": {"class": 4}},
        "list": [{"a": 1.50}, {"a": "x"}],
        "flat": [1, 2],
        "flag": True,
        "no": None,
    }
    assert list(flat(given)) == [
        ("site.soil.class", "4"), ("list.1.a", "1.5"), ("list.2.a", "x"), ("flat", "1, 2"), ("flag", "yes"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["招牌 sign", "🙂 sign", "x" * 200, "a\u200bb \ufffe", "عربي"])
def test_any_name_a_person_types_gives_a_package(pylon, name):
    design = replace(pylon, document=replace(pylon.document, name=name))
    assert 6 <= len(reading_of(pdf_of(design))) <= 8


def test_a_name_no_font_can_show_gives_the_same_bytes_every_time(pylon):
    design = replace(pylon, document=replace(pylon.document, name="🙂 sign"))
    assert pdf_of(design) == pdf_of(design)


def test_the_package_is_made_for_those_who_hear_it(pdf):
    """Marked as PDF/UA, with a language."""
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert root["/Lang"].startswith("en") and root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
