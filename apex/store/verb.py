"""What can happen, in one list: the verbs of the audit log."""

from __future__ import annotations

from enum import StrEnum


class Verb(StrEnum):
    """`subject.action`, past tense where something changed."""

    PROJECT_CREATED = "project.created"
    PROJECT_CHANGED = "project.changed"
    PROJECT_CLONED = "project.cloned"
    PROJECT_RESTORED = "project.restored"
    PROJECT_MOVED = "project.moved"
    DESIGN_SAVED = "design.saved"
    TREE_EDITED = "tree.edited"
    CALCULATION_SEALED = "calculation.sealed"
    MEMBER_ADDED = "member.added"
    MEMBER_CHANGED = "member.changed"
    MEMBER_REMOVED = "member.removed"
    FILE_ADDED = "file.added"
    FILE_REMOVED = "file.removed"
    FILE_READ = "file.read"
    JOB_QUEUED = "job.queued"
    JOB_CANCELLED = "job.cancelled"
    JOB_RETRIED = "job.retried"
    JOB_FAILED = "job.failed"
    REPORT_MADE = "report.made"
    SHARE_MADE = "share.made"
    SHARE_REVOKED = "share.revoked"
    SHARE_OPENED = "share.opened"
    SHARE_ANSWERED = "share.answered"
    SHARE_SETTLED = "share.settled"
    EXPORTED = "data.exported"
    RESTORED = "data.restored"
    USER_ADDED = "user.added"
    USER_CHANGED = "user.changed"
    USER_DISABLED = "user.disabled"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105 (a verb)
    LINK_MADE = "link.made"
    LINK_USED = "link.used"
    SECOND_FACTOR_SET = "second_factor.set"
    SECOND_FACTOR_REMOVED = "second_factor.removed"
    RECOVERY_CODES_MADE = "recovery_codes.made"
    RECOVERY_CODE_USED = "recovery_code.used"
    PASSKEY_ADDED = "passkey.added"
    PASSKEY_REMOVED = "passkey.removed"
    SETTINGS_CHANGED = "settings.changed"
    LOGIN_SUCCEEDED = "login.succeeded"
    LOGIN_FAILED = "login.failed"
    LOGIN_ENDED = "login.ended"
    TOKEN_ISSUED = "token.issued"  # noqa: S105 (a verb)
    TOKEN_REVOKED = "token.revoked"  # noqa: S105 (a verb)
    ACCESS_REFUSED = "access.refused"
    AUDIT_READ = "audit.read"
    AUDIT_EXPORTED = "audit.exported"
    ANSWER_ANONYMISED = "answer.anonymised"
    AUDIT_ANONYMISED = "audit.anonymised"
