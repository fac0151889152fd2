"""Links that show a project to somebody without an account."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import ForeignKey, String, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.audit import AuditRow
from apex.store.base import Base
from apex.store.column import Moment
from apex.store.identity import ID_LENGTH, new_id
from apex.store.member import CALLED
from apex.store.project import Project
from apex.store.user import User
from apex.store.verb import Verb


class Share(Base):
    """A link that shows a project to somebody without an account."""

    __tablename__ = "shares"
    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"), index=True)
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(200), default="")
    actor_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


def shares_of(session: Session, project_id: str, limit: int, offset: int) -> tuple[list[tuple[Share, str]], int]:
    """A page of the links of a project, newest first, each with who made it; and how many there are."""
    query = select(Share, CALLED).outerjoin(User, User.id == Share.actor_id).where(Share.project_id == project_id)
    rows = session.execute(query.order_by(Share.id.desc()).limit(limit).offset(offset))
    total = session.scalar(select(func.count()).select_from(Share).where(Share.project_id == project_id)) or 0
    return [(row, name or row.actor_id) for row, name in rows], total


def share_of(session: Session, project_id: str, share_id: str) -> Share | None:
    found = session.get(Share, share_id)
    return found if found and found.project_id == project_id else None


def open_share(session: Session, secret_sha256: str, at: datetime) -> tuple[Share, Project] | None:
    """The link with this secret, and its project, if it shows anything at this moment."""
    live = (Share.revoked_at.is_(None), or_(Share.expires_at.is_(None), Share.expires_at > at))
    query = select(Share, Project).join(Project, Project.id == Share.project_id)
    found = session.execute(
        query.where(Share.secret_sha256 == secret_sha256, Project.status != "archived", *live)
    ).one_or_none()
    return None if found is None else (found[0], found[1])


def close_shares(session: Session, project_id: str, at: datetime, share_id: str = "") -> list[str]:
    """Revoke the live links of a project, or one of them; the ids of those that were live."""
    live = update(Share).where(
        Share.project_id == project_id,
        Share.revoked_at.is_(None),
        or_(Share.expires_at.is_(None), Share.expires_at > at),
    )
    if share_id:
        live = live.where(Share.id == share_id)
    done = live.values(revoked_at=at).returning(Share.id).execution_options(synchronize_session=False)
    return sorted(session.scalars(done))


def opened_on(session: Session, share_id: str, at: datetime, *, lock: bool = False) -> bool:
    """Whether the log tells of the link being opened on that day (UTC). `lock` has others who ask so wait."""
    if lock:
        session.execute(select(Share.id).where(Share.id == share_id).with_for_update())
    query = select(AuditRow.seq).where(
        AuditRow.object == share_id,
        AuditRow.verb == str(Verb.SHARE_OPENED),
        AuditRow.at >= at.astimezone(UTC).date().isoformat(),
    )
    return session.scalar(query.limit(1)) is not None
