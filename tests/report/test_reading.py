"""The quick reading of a package that other tests rely on is that of pypdf."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.report.reading import bare, reading_of, too_small
from tests.report.test_package_kinds import pdf


@pytest.mark.parametrize(("kind", "pages"), [("a buried pole", (0, 2, 4)), ("two posts on drilled piers", (0, 8))])
def test_a_page_reads_as_pypdf_reads_it(kind, pages):
    plain = PdfReader(BytesIO(pdf(kind)))
    for i in pages:
        assert reading_of(pdf(kind)).page(i) == bare(plain.pages[i].extract_text())


def test_letters_have_the_size_they_are_set_in():
    made = reading_of(pdf("a buried pole"))
    assert made.pages
    sizes = {(font.partition("-")[0], size): words for (font, size), words in made.sizes.items()}
    assert sizes["LibertinusSerif", 22.0]["Main Street pylon"] == 1
    assert any("Result" in words for (_, size), words in sizes.items() if size == 9.0)


def test_what_is_too_small_is_found():
    made = reading_of(pdf("a buried pole"))
    assert made.pages and not list(too_small(made))
    assert 7.2 in [size for _, size, _ in too_small(made, least=7.25)]
