"""The empty database every later step begins from.

Revision ID: 0001_baseline
Revises:
"""

revision = "0001_baseline"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is stored yet; the revision itself marks a prepared database."""


def downgrade() -> None:
    """Nothing to take back."""
