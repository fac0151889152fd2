"""Any stepped sign: an answer or a refusal, every number finite, the same answer twice."""

import math

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apex.engine.document import Document
from apex.errors import InvalidInputError, OutOfScope
from apex.schema.read import read
from tests.engine.digest import digest
from tests.engine.documents import cabinets, options, sites
from tests.engine.stepping import BASE, PACKS, THIN, UPPER, made, segments
from tests.engine.test_whole_space import numbers

TUBES = (BASE, UPPER, THIN, "HSS20.000X0.500", "HSS16.000X0.375", "HSS4.000X0.125", "HSS12X12X1/2", "HSS8X8X3/8",
         "HSS12X8X1/4", "HSS8X6X1/4", "Pipe12STD", "Pipe8XS", "Pipe4STD", "W12X26")  # fmt: skip


@st.composite
def climbing(draw):
    """Any sign on one to four segments, the upper ones mostly thinner, sometimes with hand holes."""
    faces = draw(cabinets())
    top = max(c["bottom_ft"] + c["height_ft"] for c in faces)
    shares = draw(st.lists(st.floats(0.1, 1.0), min_size=1, max_size=4))
    lengths = [top * s / sum(shares) for s in shares]
    labels = draw(st.lists(st.sampled_from(TUBES), min_size=len(shares), max_size=len(shares)))
    if draw(st.integers(0, 3)):
        labels.sort(key=lambda label: -PACKS.sections.find(label).depth_in)
    support = {
        "segments": segments(*zip(labels, lengths, strict=True)),
        "method": draw(st.sampled_from(["LRFD", "ASD"])), "orientation": draw(st.sampled_from(["strong", "weak"])),
    }  # fmt: skip
    count = draw(st.sampled_from([1, 1, 2, 3]))
    if count > 1:
        support |= {"count": count, "spacing_ft": draw(st.floats(2.0, 12.0))}
    if draw(st.booleans()):
        center = draw(st.floats(0.05, 0.95)) * top
        height = min(draw(st.floats(2.0, 12.0)), 20.0 * (top - center))
        support["hand_holes"] = [{"center_ft": center, "width_in": draw(st.floats(1.0, 6.0)), "height_in": height}]
    site = draw(sites())
    if draw(st.booleans()):
        site |= {"ice_in": draw(st.floats(0.25, 2.0)), "ice_wind_mph": draw(st.floats(30.0, 80.0))}
    return {
        "schema": "apex/design/1", "name": "drawn", "site": site, "sign": {"cabinets": faces}, "support": support,
        "foundation": {"diameter_ft": draw(st.floats(1.5, 6.0)), "kind": "direct_burial"}, "options": draw(options()),
    }  # fmt: skip


def answered(given):
    try:
        return made(read(Document, given))
    except (OutOfScope, InvalidInputError):
        return None


@given(given=climbing())
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_stepped_sign_has_an_answer_or_a_refusal_and_no_figure_that_is_not_finite(given) -> None:
    found = answered(given)
    if found is None:
        return
    bad = [(name, v) for name, v in numbers(found) if not math.isfinite(v)]
    assert not bad
    assert all(c.demand >= 0.0 for c in found.checks if c.name != "End bearing")
    count = len(found.document.support.segments)
    assert [s.z0_ft for s in found.support.steps][1:] == [s.z1_ft for s in found.support.steps][:-1]
    if found.support.stable:
        joints = [s.splice for s in found.support.steps]
        assert joints[0] is None
        assert all(joints[1:])
        assert {f"Segment {i + 1}: Combined forces" for i in range(count)} <= {c.name for c in found.checks}


@given(given=climbing())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_second_run_of_a_stepped_sign_says_the_same_to_the_last_digit(given) -> None:
    first, second = answered(given), answered(given)
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert digest(first) == digest(second)
