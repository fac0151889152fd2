"""What the vault closes opens with the same key, for the same account, unchanged, and not otherwise."""

import pytest

from apex.store.vault import Vault, VaultError

PLAIN = "JBSWY3DPEHPK3PXP"


def test_what_was_closed_opens_and_never_looks_the_same():
    first, second = (Vault("key").close(PLAIN, "ann") for _ in range(2))
    assert first != second
    assert Vault("key").open(first, "ann") == Vault("key").open(second, "ann") == PLAIN
    assert PLAIN not in first


@pytest.mark.parametrize(("key", "whose"), [("another key", "ann"), ("key", "bob")])
def test_another_key_or_another_account_opens_nothing(key, whose):
    with pytest.raises(VaultError):
        Vault(key).open(Vault("key").close(PLAIN, "ann"), whose)


@pytest.mark.parametrize(
    "spoil", [lambda kept: "", lambda kept: kept[:-4], lambda kept: kept[:20] + "AAAA" + kept[24:]]
)
def test_what_was_changed_opens_nothing(spoil):
    with pytest.raises(VaultError):
        Vault("key").open(spoil(Vault("key").close(PLAIN, "ann")), "ann")


@pytest.mark.parametrize("kept", ["A", "é", "====="])
def test_what_was_never_closed_opens_nothing(kept):
    with pytest.raises(VaultError):
        Vault("key").open(kept, "ann")
