"""What holds of every merge: nothing lost, nothing unseen, no side preferred; and a second way to do it."""

from itertools import product

from hypothesis import given

from apex.logic.diff import equal
from apex.logic.flat import ABSENT, drop, flatten, get, put, within
from apex.logic.merge import merge, resolve
from tests.logic.documents import DOCUMENTS, PAIRS, TRIPLES, text
from tests.logic.test_merge import typed


def lost(base, side, merged):
    """Leaves this side changed that are neither in the document as the side has them nor under a conflict."""
    was, now, held = flatten(base), flatten(side), flatten(merged.document)
    missing = []
    for path in {**was, **now}:
        wanted = now.get(path, ABSENT)
        if equal(was.get(path, ABSENT), wanted) or any(within(path, c.path) for c in merged.conflicts):
            continue
        # An object this side emptied may have got other fields from the other side.
        emptied = wanted == {} and isinstance(get(merged.document, path), dict)
        if not equal(held.get(path, ABSENT), wanted) and not emptied:
            missing.append(path)
    return missing


def marked(fields):
    return {field.path for field in fields}


@given(TRIPLES)
def test_nothing_either_side_changed_is_lost(three):
    base, theirs, mine = three
    merged = merge(base, theirs, mine)
    assert lost(base, mine, merged) == []
    assert lost(base, theirs, merged) == []


@given(TRIPLES)
def test_nothing_comes_unseen(three):
    """The base with just the listed fields put in is the merged document."""
    base, theirs, mine = three
    merged = merge(base, theirs, mine)
    made = base
    for field in (*merged.taken, *merged.kept, *merged.agreed, *merged.conflicts):
        value = field.theirs if field in merged.taken else field.mine
        made = drop(made, field.path) if value is ABSENT else put(made, field.path, value)
    assert equal(made, merged.document)


@given(TRIPLES)
def test_every_listed_field_tells_its_three_sides_and_is_listed_rightly(three):
    merged = merge(*three)
    for fields, expected in (
        (merged.taken, (False, True, False)),
        (merged.kept, (True, False, False)),
        (merged.agreed, (False, False, True)),
        (merged.conflicts, (False, False, False)),
    ):
        for f in fields:
            assert (f.base, f.theirs, f.mine) == tuple(get(side, f.path) for side in three)
            assert (equal(f.base, f.theirs), equal(f.base, f.mine), equal(f.theirs, f.mine)) == expected
    listed = [f.path for f in (*merged.taken, *merged.kept, *merged.agreed, *merged.conflicts)]
    assert not any(within(a, b) for i, a in enumerate(listed) for j, b in enumerate(listed) if i != j)


@given(PAIRS)
def test_where_they_changed_nothing_mine_comes_out_as_it_is(pair):
    base, mine = pair
    merged = merge(base, base, mine)
    assert text(merged.document) == text(mine)
    assert list(flatten(merged.document)) == list(flatten(mine))
    assert merged.taken == merged.agreed == merged.conflicts == ()
    assert bool(merged.kept) is not equal(base, mine)


@given(PAIRS)
def test_where_i_changed_nothing_theirs_comes_in_whole(pair):
    base, theirs = pair
    merged = merge(base, theirs, base)
    assert equal(merged.document, theirs)
    assert merged.kept == merged.agreed == merged.conflicts == ()
    assert bool(merged.taken) is not equal(base, theirs)


@given(PAIRS)
def test_where_both_made_the_same_document_they_agree(pair):
    base, both = pair
    merged = merge(base, both, both)
    assert text(merged.document) == text(both)
    assert merged.taken == merged.kept == merged.conflicts == ()


@given(TRIPLES)
def test_seen_from_the_other_side_the_same_fields_conflict(three):
    base, theirs, mine = three
    here, there = merge(base, theirs, mine), merge(base, mine, theirs)
    assert marked(here.conflicts) == marked(there.conflicts)
    assert marked(here.agreed) == marked(there.agreed)
    assert marked(here.taken) == marked(there.kept)
    assert marked(here.kept) == marked(there.taken)


@given(TRIPLES)
def test_choosing_theirs_throughout_is_what_they_would_hold(three):
    base, theirs, mine = three
    here, there = merge(base, theirs, mine), merge(base, mine, theirs)
    assert equal(resolve(here, dict.fromkeys(marked(here.conflicts), "theirs")), there.document)
    assert text(resolve(here, dict.fromkeys(marked(here.conflicts), "mine"))) == text(here.document)


@given(DOCUMENTS, DOCUMENTS)
def test_a_form_nobody_touched_takes_all_of_theirs(base, theirs):
    merged = merge(base, theirs, _form(base), typed)
    assert merged.kept == merged.conflicts == merged.agreed == ()


def _form(value):
    """A document as its form sends it: numbers as text, nulls left out."""
    if isinstance(value, dict):
        return {k: _form(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_form(v) for v in value]
    return str(value) if type(value) in (int, float) else value


def second(base, theirs, mine):
    """A merge of flat documents by counting: of three values two alike are outvoted by the one that changed."""
    document, conflicts = {}, set()
    for key in {*base, *theirs, *mine}:
        sides = [(type(s[key]), s[key]) if key in s else None for s in (base, theirs, mine)]
        kinds = set(sides)
        if len(kinds) == 3:
            conflicts.add(key)
            result = sides[2]
        else:
            result = min(kinds, key=sides.count) if sides[1] != sides[2] else sides[2]
        if result is not None:
            document[key] = result[1]
    return document, conflicts


def test_a_second_implementation_agrees_on_every_flat_document():
    each = [ABSENT, None, True, 1, "1"]
    sides = [{k: v for k, v in zip("ab", pair, strict=True) if v is not ABSENT} for pair in product(each, repeat=2)]
    for base, theirs, mine in product(sides, repeat=3):
        merged = merge(base, theirs, mine)
        document, conflicts = second(base, theirs, mine)
        assert text(merged.document) == text(document)
        assert marked(merged.conflicts) == conflicts
