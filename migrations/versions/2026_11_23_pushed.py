"""When a job was given to the queue, and the attempts it spent before it began again; indices for upkeep.

Revision ID: 2026_11_23_pushed
Revises: 2026_11_22_jobs
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_pushed"
down_revision = "2026_11_22_jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("jobs", sa.Column("spent", sa.Integer(), server_default="0", nullable=False))
    op.add_column("jobs", sa.Column("pushed_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_index("ix_jobs_actor_id_created_at", "jobs")
    op.create_index("ix_jobs_actor_id_id", "jobs", ["actor_id", "id"])
    op.create_index("ix_jobs_state_finished_at", "jobs", ["state", "finished_at"])


def downgrade() -> None:
    op.drop_index("ix_jobs_state_finished_at", "jobs")
    op.drop_index("ix_jobs_actor_id_id", "jobs")
    op.create_index("ix_jobs_actor_id_created_at", "jobs", ["actor_id", "created_at"])
    op.drop_column("jobs", "pushed_at")
    op.drop_column("jobs", "spent")
