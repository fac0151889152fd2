"""Single keys that can be switched off, and a time zone that may be left to the browser.

Nobody could leave the zone open before, and nothing was shown in the one that stood there: UTC stood for not chosen.

Revision ID: 2026_11_22_settings
Revises: 2026_11_22_answers
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_settings"
down_revision = "2026_11_22_answers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("user_settings") as table:
        table.add_column(sa.Column("shortcuts", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute("UPDATE user_settings SET time_zone = '' WHERE time_zone = 'UTC'")


def downgrade() -> None:
    op.execute("UPDATE user_settings SET time_zone = 'UTC' WHERE time_zone = ''")
    with op.batch_alter_table("user_settings") as table:
        table.drop_column("shortcuts")
