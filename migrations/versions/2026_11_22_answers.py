"""What people without an account said of a project they were shown.

Revision ID: 2026_11_22_answers
Revises: 2026_11_21_search
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_answers"
down_revision = "2026_11_21_search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "share_answers",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("share_id", sa.String(length=26), nullable=False),
        sa.Column("project_id", sa.String(length=26), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("etag", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(["share_id"], ["shares.id"], name="fk_share_answers_share_id_shares"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_share_answers_project_id_projects"),
        sa.PrimaryKeyConstraint("id", name="pk_share_answers"),
        sa.UniqueConstraint("share_id", "key", name="uq_share_answers_share_id"),
    )
    op.create_index("ix_share_answers_project_id_settled_at", "share_answers", ["project_id", "settled_at"])


def downgrade() -> None:
    op.drop_table("share_answers")
