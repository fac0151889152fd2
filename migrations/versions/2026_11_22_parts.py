"""Parts of the assembly tree, beside the design document of each project.

Revision ID: 2026_11_22_parts
Revises: 2026_11_22_settings
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_parts"
down_revision = "2026_11_22_settings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("projects", sa.Column("parts", sa.Text(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("projects", "parts")
