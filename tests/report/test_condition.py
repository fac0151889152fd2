"""Conditions of a result: one list for the cover, the terminal, the page and the JSON."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apex.actions.design import answer
from apex.report.condition import conditions, subject_to
from apex.report.content import package_content
from apex.report.part.note import general_notes
from apex.report.result import glance, result_view
from apex.report.summary import summary_text, verdict
from tests.report.reading import bare
from tests.report.test_package_kinds import DOCUMENTS, content, text, worked


def with_site(design, **site):
    return replace(design, document=replace(design.document, site=replace(design.document.site, **site)))


def with_foundation(design, **foundation):
    own = replace(design.document.foundation, **foundation)
    return replace(design, document=replace(design.document, foundation=own))


def found(design, said):
    return [c for c in conditions(design) if said in c]


@pytest.mark.parametrize("kind", sorted(DOCUMENTS))
def test_every_condition_stands_numbered_in_the_package_and_is_counted_beside_passes(kind):
    design, said = worked(kind), conditions(worked(kind))
    said = [one for one in said if not one.startswith("No section of the chosen families passes")]
    assert said == content(kind)["conditions"] and len(said) == len(set(said))
    assert all(one in text(kind) for one in said)
    assert (bare("It holds only where each of these") in text(kind)) is design.passes
    plural = "" if len(said) == 1 else "s"
    expected = f"PASSES, subject to {len(said)} condition{plural}"
    assert (content(kind)["verdict"] == expected) is design.passes
    assert verdict(design) == content(kind)["verdict"]


def test_every_warning_is_a_condition():
    for kind in DOCUMENTS:
        warned = [a.removeprefix("warning: ") for a in worked(kind).sheet.assumptions if a.startswith("warning: ")]
        assert all(any(w[1:] in c for c in conditions(worked(kind))) for w in warned)


def test_what_nobody_gave_is_a_condition_and_what_was_given_is_none(pylon):
    site = {"sds": None, "snow_psf": None, "ice_in": None, "jurisdiction": None}
    for words, given in {
        "Seismic load was not checked: no S_DS was given": {"sds": 0.2},
        "Snow": {"snow_psf": 20.0},
        "ce was not checked": {"ice_in": 0.0, "snow_psf": 20.0},
        "No jurisdiction was given": {"jurisdiction": "Springfield"},
    }.items():
        bare = {**site, **({"snow_psf": 20.0} if words.startswith("ce") else {})}
        assert found(with_site(pylon, **bare), words)
        assert not found(with_site(pylon, **{**bare, **given}), words)


def test_a_cage_is_detailed_for_no_category_where_none_is_known():
    words = "so the cage of the pier has no seismic detailing"
    assert found(worked("a short post in a pier"), words)
    assert not found(worked("a buried pole"), words) and not found(worked("a spread footing"), words)


def test_presumed_soil_is_a_condition_and_a_report_is_none(pylon):
    assert found(pylon, "class 4 of IBC Table 1806.2 is presumed") or pylon.document.site.soil.class_ != 4
    soil = pylon.document.site.soil
    report = replace(soil, class_=None, lateral_psf_per_ft=200.0, vertical_psf=2500.0, source="Report 12 of Soils Inc.")
    assert found(with_site(pylon, soil=replace(soil, class_=3)), "class 3 of IBC Table 1806.2 is presumed")
    assert not found(with_site(pylon, soil=report), "presumed")


@pytest.mark.parametrize(
    ("frost_ft", "fc_psi", "said"),
    [
        (0.0, 3000.0, None), (3.0, 4500.0, None), (3.0, 3500.0, "f'c = 3,500 psi is enough for F1, not for F2"),
        (3.0, 3000.0, "f'c = 3,000 psi is under both: it is for concrete that does not freeze, F0"),
    ],
)  # fmt: skip
def test_concrete_that_freezes_has_its_exposure_class_open(pylon, frost_ft, fc_psi, said):
    made = with_site(with_foundation(pylon, fc_psi=fc_psi), frost_depth_ft=frost_ft)
    open_class = found(made, "no exposure class was given")
    assert len(open_class) == (said is not None) and (said or "") in "".join(open_class)
    asked = "F1 asks for 3,500 psi, w/cm 0.55 and air, F2 for 4,500 psi, w/cm 0.45 and air"  # ACI 318 Table 19.3.2.1
    assert len(found(made, asked)) == len(open_class)
    assert not found(with_foundation(made, existing=True), "no exposure class was given")
    (concrete,) = (" ".join(said) for title, said in general_notes(made) if title == "Concrete")
    assert ("F1, F2 and F3 ask for entrained air and for w/cm of at most 0.55, 0.45 and 0.40" in concrete) is (
        frost_ft > 0.0
    )


def test_what_exists_is_verified_on_site(pylon):
    standing = with_foundation(pylon, existing=True)
    said = " ".join(conditions(standing))
    assert "The foundation exists" in said and "The pole exists" in said and pylon.support.section.name in said
    assert "exists" not in " ".join(conditions(pylon))
    assert found(with_foundation(pylon, isolated_pole=True), "1/2 in. of motion")


def test_page_terminal_and_json_say_the_same(pylon):
    said = conditions(pylon)
    ending = f", subject to {len(said)} conditions"
    assert subject_to(pylon) == ending
    view = result_view(pylon, 0.9, None)
    assert view.title == glance(pylon).title == f"Every check passes{ending}" and view.conditions == said
    assert view.tone == "pass"
    result = answer(pylon)
    assert result["conditions"] == said and result["summary"]["pass"] is True
    lines = summary_text(pylon, 200).splitlines()
    assert lines[0].endswith(f"PASSES{ending}")
    assert all(f"{i:>3}. {one}" in lines for i, one in enumerate(said, start=1) if len(one) < 190)


def test_a_design_that_fails_is_subject_to_nothing_but_lists_what_is_open(failing):
    assert subject_to(failing) == "" and verdict(failing) == "FAILS"
    made = package_content(
        failing, pack_metadata={}, engine_version="9", content_sha256="0" * 64, inputs={}, revision="1"
    )
    assert made["verdict"] == "FAILS" and made["conditions"] == conditions(failing) != []
