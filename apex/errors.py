"""Every way APEX says no. Each error carries its HTTP status, its code and all of its problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field, in the words the person who typed it reads.

    `field` is dotted (`sign.cabinets.0.width_ft`), `pointer` the same as an RFC 6901 pointer.
    """

    field: str
    message: str
    type: str = "value_error"
    code: str = "validation"

    @property
    def pointer(self) -> str:
        if not self.field:
            return ""
        return "/" + "/".join(p.replace("~", "~0").replace("/", "~1") for p in self.field.split("."))


class ApexError(Exception):
    """Base of all errors that have an answer; `problems` is never empty when shown."""

    status = 500
    code = "internal"

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems) or (Problem("", message, self.code, self.code),)


class InvalidInputError(ApexError):
    """The input does not fit the document: every bad field at once."""

    status = 422
    code = "validation"

    def __init__(self, problems: Sequence[Problem]) -> None:
        count = len(problems)
        super().__init__(f"{count} field{'s' if count != 1 else ''} to correct", problems)


class MalformedError(ApexError):
    """The text is not readable as JSON or YAML at all."""

    status = 400
    code = "malformed"


class MediaTypeError(ApexError):
    status = 415
    code = "media_type"


class TooLargeError(ApexError):
    status = 413
    code = "too_large"


class NotFoundError(ApexError):
    status = 404
    code = "not_found"


class MethodError(ApexError):
    status = 405
    code = "method"


class NotAcceptableError(ApexError):
    status = 406
    code = "not_acceptable"


class PackError(ApexError):
    """A pack is missing, unreadable, or not the one that was released."""

    status = 500
    code = "pack"


class UnknownPackError(ApexError):
    """The input pins a pack version this installation does not hold."""

    status = 409
    code = "unknown_pack"


class OutOfScope(ApexError):
    """The case lies outside a clause's range, so there is no number to give.

    Says the clause, the quantity, its value and the limit it left.
    """

    status = 422
    code = "out_of_scope"

    def __init__(self, clause: str, name: str, value: object, limit: str, field: str = "") -> None:
        shown = f"{value:g}" if isinstance(value, float) else str(value)
        message = f"Out of scope ({clause}): {name} = {shown}; {limit}"
        super().__init__(message, (Problem(field, message, self.code, self.code),))
        self.clause = clause
        self.name = name
        self.value = value
        self.limit = limit
