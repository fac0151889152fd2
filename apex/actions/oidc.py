"""Whom single sign-on lets in: people who have an account here, and nobody else."""

from __future__ import annotations

from apex.actions.call import Call
from apex.errors import ApexError
from apex.store.user import User, user_by_email


class StrangerError(ApexError):
    """The provider knows them, and we do not."""

    status = 403
    code = "no_account"


def known(call: Call, email: str, *, verified: bool) -> User:
    """The account of whom the provider named. There is no other way to get one than to be given it."""
    if not email or not verified:
        raise StrangerError(
            f"the provider does not say that the address {email[:254]} is verified, so it proves nothing"
        )
    user = user_by_email(call.session, email)
    if user is not None and not email.isascii() and email != user.email:
        # Letters that become others in lower case: the address is one that somebody else may own.
        user = None
    if user is None or not user.active:
        raise StrangerError(f"there is no account for {email[:254]} here; an administrator has to make one first")
    return user
