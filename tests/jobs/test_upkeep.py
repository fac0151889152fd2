"""Upkeep holds nothing of the database while it waits for anything else."""

import os
from io import BytesIO
from pathlib import Path

from apex.actions.call import utc_now
from apex.extensions import db
from apex.store import litter
from apex.store.blob import Folder


class Watched(Folder):
    """Says, before each file it names, whether a transaction is open."""

    def stored(self):
        for one in super().stored():
            OPEN.append(db.session().in_transaction())
            yield one


OPEN = []


def test_no_transaction_is_open_while_the_store_lists_what_it_holds(house, tmp_path, monkeypatch):
    OPEN.clear()
    monkeypatch.setattr(litter, "BATCH", 1)
    store = Watched(tmp_path / "kept")
    for text in (b"one", b"two", b"three"):
        store.put(BytesIO(text), 100)
    for path in Path(tmp_path / "kept").glob("??/*"):
        os.utime(path, (0.0, 0.0))
    with house.app.app_context():
        db.session().connection()
        lost = litter.orphans(db.session(), store, utc_now().timestamp())
    assert (len(lost), OPEN) == (3, [False] * 3)
