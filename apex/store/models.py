"""Every model, so that the metadata is whole wherever this is imported."""

from __future__ import annotations

from apex.store.alarm import Alarm
from apex.store.answer import ShareAnswer
from apex.store.attachment import Attachment
from apex.store.audit import AuditDetail, AuditHead, AuditRow
from apex.store.base import Base
from apex.store.breaker import Breaker
from apex.store.calculation import Calculation
from apex.store.draft import Draft
from apex.store.idempotency import IdempotencyKey
from apex.store.job import Job
from apex.store.link import AccountLink
from apex.store.login import Login
from apex.store.member import Member
from apex.store.message import Message
from apex.store.number import NumberCounter
from apex.store.passkey import Passkey
from apex.store.project import Project
from apex.store.received import HookReceived
from apex.store.report import Report
from apex.store.seal import Seal, Supersession
from apex.store.second import RecoveryCode
from apex.store.share import Share
from apex.store.submission import Submission
from apex.store.token import ApiToken
from apex.store.user import User, UserSettings
from apex.store.version import ProjectVersion
from apex.store.webhook import Delivery, Webhook

METADATA = Base.metadata
MODELS: tuple[type[Base], ...] = (
    User, UserSettings, Login, ApiToken, AccountLink, RecoveryCode, Passkey, Project, Member, NumberCounter,
    ProjectVersion, Calculation, Seal, Supersession, Attachment, Share, ShareAnswer, Draft, IdempotencyKey, AuditRow,
    AuditDetail, AuditHead, Job, Report, Breaker, Webhook, Delivery, HookReceived, Alarm, Submission, Message,
)  # fmt: skip
