"""E-mail, and submissions that go step by step.

Revision ID: 2026_11_23_submissions
Revises: 2026_11_22_webhooks
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_submissions"
down_revision = "2026_11_22_webhooks"
branch_labels = None
depends_on = None

PENDING = sa.text("state = 'pending'")


def upgrade() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("project_id", sa.String(length=26), nullable=True),
        sa.Column("job_id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_messages_project_id_projects"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
    )
    op.create_table(
        "submissions",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("project_id", sa.String(length=26), nullable=False),
        sa.Column("calculation_id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("job_id", sa.String(length=26), nullable=False),
        sa.Column("unanswered", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("actor_id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_submissions_project_id_projects"),
        sa.ForeignKeyConstraint(
            ["calculation_id"], ["calculations.id"], name="fk_submissions_calculation_id_calculations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
    )
    for column in ("recipient", "project_id", "created_at"):
        op.create_index(f"ix_messages_{column}", "messages", [column])
    op.create_index("ix_submissions_project_id", "submissions", ["project_id"])
    op.create_index("ix_submissions_state_unanswered", "submissions", ["state", "unanswered"])
    op.create_index(
        "uq_submissions_project_id_pending",
        "submissions",
        ["project_id"],
        unique=True,
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
    op.add_column("projects", sa.Column("submission_id", sa.String(length=26), nullable=True))
    op.add_column("projects", sa.Column("pm_number", sa.String(length=60), nullable=True))


def downgrade() -> None:
    op.drop_column("projects", "pm_number")
    op.drop_column("projects", "submission_id")
    op.drop_table("submissions")
    op.drop_table("messages")
