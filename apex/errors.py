"""Every way APEX says no. Each error carries its HTTP status, its code and all of its problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    retry_after: int | None = None
    """Seconds after which the same request may do better."""
    result: Mapping[str, object] | None = None
    """What the answer shows beside its errors, where an error has something to show."""
    task_id = ""
    """The task that stands in the way, where one does."""

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


class AuthenticationError(ApexError):
    """Nobody is known to be behind the request, or what it presented is not valid."""

    status = 401
    code = "authentication"


class AuthorizationError(ApexError):
    """Known, and not permitted."""

    status = 403
    code = "authorization"


class ForgeryError(AuthorizationError):
    """A form that does not carry the token its page was given."""

    code = "csrf"


class ConflictError(ApexError):
    """What is asked for does not fit how the thing stands now."""

    status = 409
    code = "conflict"


class TransitionError(ConflictError):
    """The status cannot change that way; the message names the ways it can."""

    code = "transition"


class ReadOnlyError(ConflictError):
    code = "read_only"


class SubmittingError(ReadOnlyError):
    """The project is being submitted; `result` names the task, whose cancelling frees it."""

    def __init__(self, task_id: str) -> None:
        super().__init__(
            f"the project is being submitted, and is read-only until then; cancel the task {task_id} to go on editing"
        )
        self.task_id = task_id
        self.result = {"task_id": task_id}


class NotReadyError(ConflictError):
    """The project cannot be submitted; every reason is listed."""

    code = "not_ready"


class StaleError(ApexError):
    """The thing was changed since the version the request names.

    `result` holds its `current` state and the `changed_fields`; `etag` is the current one.
    """

    status = 412
    code = "precondition_failed"

    def __init__(self, etag: str, current: Mapping[str, object], changed_fields: Sequence[str]) -> None:
        super().__init__("this was changed since you read it; nothing was saved")
        self.etag = etag
        self.result = {"current": current, "changed_fields": list(changed_fields)}


class PreconditionRequiredError(ApexError):
    status = 428
    code = "precondition_required"


class KeyMismatchError(ApexError):
    """An Idempotency-Key comes again with another request."""

    status = 422
    code = "idempotency_mismatch"


class RunningError(ConflictError):
    """The first request under an Idempotency-Key has not ended."""

    code = "idempotency_running"
    retry_after = 1


class EndingError(ConflictError):
    """What stands in the way has been ended, and is about to be gone."""

    retry_after = 1


class RateLimitError(ApexError):
    status = 429
    code = "rate_limit"


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


class RetryLaterError(ApexError):
    """Nothing is wrong with the request; the same one may succeed after `retry_after` seconds."""

    status = 503
    retry_after: int | None

    def __init__(self, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ExternalServiceError(RetryLaterError):
    """Something APEX depends on does not answer."""

    code = "external_service"


class BusyError(RetryLaterError):
    """Every connection or slot is taken for the moment."""

    code = "busy"
