"""An index of the messages that wait.

Revision ID: 2026_11_23_waiting
Revises: 2026_11_23_submissions
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_waiting"
down_revision = "2026_11_23_submissions"
branch_labels = None
depends_on = None

WAITS = sa.text("state = 'waiting'")
NAME = "ix_deliveries_webhook_id_waiting"


def upgrade() -> None:
    op.create_index(NAME, "deliveries", ["webhook_id", "job_id"], sqlite_where=WAITS, postgresql_where=WAITS)


def downgrade() -> None:
    op.drop_index(NAME, "deliveries")
