"""Circuit breakers of the hosts that are spoken to.

Revision ID: 2026_11_22_breakers
Revises: 2026_11_22_jobs
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_breakers"
down_revision = "2026_11_22_jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "breakers",
        sa.Column("host", sa.String(length=270), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("successes", sa.Integer(), nullable=False),
        sa.Column("openings", sa.Integer(), nullable=False),
        sa.Column("probe", sa.Integer(), nullable=False),
        sa.Column("probe_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.String(length=60), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paced_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("host", name="pk_breakers"),
    )


def downgrade() -> None:
    op.drop_table("breakers")
