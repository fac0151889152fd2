"""Invitation and reset links, and the second step of logging in.

Revision ID: 2026_11_21_links
Revises: 2026_11_21_audit
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_21_links"
down_revision = "2026_11_21_audit"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_links",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("secret_sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("actor_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_account_links_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_account_links"),
        sa.UniqueConstraint("secret_sha256", name="uq_account_links_secret_sha256"),
    )
    op.create_index("ix_account_links_user_id", "account_links", ["user_id"])
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.String(length=26), nullable=False),
        sa.Column("secret_sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_recovery_codes_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_codes"),
        sa.UniqueConstraint("secret_sha256", name="uq_recovery_codes_secret_sha256"),
    )
    op.create_index("ix_recovery_codes_user_id", "recovery_codes", ["user_id"])
    # Plain ALTERs on both databases: a rebuilt table of users would take with it what hangs on its rows.
    op.add_column("users", sa.Column("totp_secret", sa.String(length=200), nullable=True))
    op.add_column("users", sa.Column("totp_started_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("users", sa.Column("totp_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("users", sa.Column("totp_step", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    for name in ("totp_step", "totp_since", "totp_started_at", "totp_secret"):
        op.drop_column("users", name)
    op.drop_table("recovery_codes")
    op.drop_table("account_links")
