"""Random documents, and edits of them, with few keys and values so that sides often meet."""

import json

from hypothesis import strategies as st

from apex.logic.flat import drop, get, put

KEYS = st.sampled_from("abcd")
PLAIN = st.sampled_from([None, True, False, 0, 1, 1.0, 12, 12.0, 2.5, "", "1", "12", "a"])


def _inner(children):
    objects = st.dictionaries(KEYS, children, max_size=3)
    return st.one_of(
        objects, st.lists(objects, max_size=3), st.lists(PLAIN, max_size=3), st.lists(children, max_size=2)
    )


VALUES = st.recursive(PLAIN, _inner, max_leaves=8)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=4)


def places(value, path=""):
    """Every path one can put to, rows and objects included."""
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list) and all(isinstance(v, dict) for v in value):
        inner = enumerate(value)
    else:
        return
    for key, held in inner:
        below = f"{path}.{key}" if path else str(key)
        yield below
        yield from places(held, below)


@st.composite
def edited(draw, document):
    """The document after some changes, additions, removals and new rows."""
    for _ in range(draw(st.integers(0, 4))):
        there = list(places(document))
        if not there or draw(st.integers(0, 4)) == 0:
            document = put(document, draw(KEYS), draw(VALUES))
            continue
        path = draw(st.sampled_from(there))
        held = get(document, path)
        act = draw(st.sampled_from(["put", "put", "drop", "add"]))
        if act == "drop":
            document = drop(document, path)
        elif act == "add" and isinstance(held, dict):
            document = put(document, f"{path}.{draw(KEYS)}", draw(VALUES))
        elif act == "add" and isinstance(held, list):
            document = put(document, f"{path}.{len(held)}", {draw(KEYS): draw(PLAIN)})
        else:
            document = put(document, path, draw(VALUES))
    return document


PAIRS = DOCUMENTS.flatmap(lambda base: st.tuples(st.just(base), st.one_of(edited(base), DOCUMENTS)))
TRIPLES = DOCUMENTS.flatmap(
    lambda base: st.tuples(st.just(base), st.one_of(edited(base), DOCUMENTS), st.one_of(edited(base), DOCUMENTS))
)


def text(document):
    """The document's JSON, keys sorted: tells 12 from 12.0 and true from 1, as Python's == does not."""
    return json.dumps(document, sort_keys=True)
