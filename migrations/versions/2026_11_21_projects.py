"""Projects, their versions, calculations and seals, files, shares and drafts.

Revision ID: 2026_11_21_projects
Revises: 2026_11_21_accounts
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_21_projects"
down_revision = "2026_11_21_accounts"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

WORDS = ("number", "name", "customer", "site_name", "address", "description")


def upgrade() -> None:
    op.create_table(
        "number_counters",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_number_counters"),
    )
    op.create_table(
        "projects",
        sa.Column("serial", SERIAL, nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("previous_status", sa.String(length=12), nullable=True),
        sa.Column("visibility", sa.String(length=12), nullable=False),
        sa.Column("owner_id", sa.String(length=26), nullable=False),
        sa.Column("calculation_id", sa.String(length=26), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("customer", sa.String(length=200), nullable=False),
        sa.Column("site_name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("packs", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_projects_owner_id_users"),
        sa.PrimaryKeyConstraint("serial", name="pk_projects"),
        sa.UniqueConstraint("id", name="uq_projects_id"),
        sa.UniqueConstraint("number", name="uq_projects_number"),
    )
    op.create_index("ix_projects_created_at", "projects", ["created_at", "serial", "visibility"])
    op.create_index("ix_projects_customer", "projects", ["customer", "serial", "visibility"])
    op.create_index("ix_projects_name", "projects", ["name", "serial", "visibility"])
    op.create_index("ix_projects_owner_id_visibility", "projects", ["owner_id", "visibility"])
    op.create_index("ix_projects_serial_visibility", "projects", ["serial", "visibility"])
    op.create_index("ix_projects_status_created_at", "projects", ["status", "created_at", "serial", "visibility"])
    op.create_index("ix_projects_status_customer", "projects", ["status", "customer", "serial", "visibility"])
    op.create_index("ix_projects_status_name", "projects", ["status", "name", "serial", "visibility"])
    op.create_index("ix_projects_status_serial", "projects", ["status", "serial", "visibility"])
    op.create_index("ix_projects_status_updated_at", "projects", ["status", "updated_at", "serial", "visibility"])
    op.create_index("ix_projects_updated_at", "projects", ["updated_at", "serial", "visibility"])
    op.create_index("ix_projects_visibility_status", "projects", ["visibility", "status"])
    op.create_table(
        "attachments",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("project_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("actor_id", sa.String(length=26), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_attachments_project_id_projects"),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
    )
    op.create_index("ix_attachments_project_id", "attachments", ["project_id"])
    op.create_index("ix_attachments_sha256", "attachments", ["sha256"])
    op.create_table(
        "calculations",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("project_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("engine_version", sa.Text(), nullable=False),
        sa.Column("packs", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("passes", sa.Boolean(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.Column("sheet", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_calculations_project_id_projects"),
        sa.PrimaryKeyConstraint("id", name="pk_calculations"),
    )
    op.create_index("ix_calculations_project_id_version", "calculations", ["project_id", "version"])
    op.create_table(
        "drafts",
        sa.Column("user_id", sa.String(length=26), nullable=False),
        sa.Column("project_id", sa.String(length=26), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("tab", sa.String(length=40), nullable=False),
        sa.Column("etag", sa.String(length=40), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_drafts_project_id_projects"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_drafts_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "project_id", "form", "tab", name="pk_drafts"),
    )
    op.create_table(
        "project_members",
        sa.Column("project_id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.String(length=26), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_project_members_project_id_projects"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_project_members_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("project_id", "user_id", name="pk_project_members"),
    )
    op.create_index("ix_project_members_user_id", "project_members", ["user_id"])
    op.create_table(
        "project_versions",
        sa.Column("project_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("actor_id", sa.String(length=26), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_project_versions_project_id_projects"),
        sa.PrimaryKeyConstraint("project_id", "version", name="pk_project_versions"),
    )
    op.create_table(
        "shares",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("project_id", sa.String(length=26), nullable=False),
        sa.Column("secret_sha256", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("actor_id", sa.String(length=26), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_shares_project_id_projects"),
        sa.PrimaryKeyConstraint("id", name="pk_shares"),
        sa.UniqueConstraint("secret_sha256", name="uq_shares_secret_sha256"),
    )
    op.create_index("ix_shares_project_id", "shares", ["project_id"])
    op.create_table(
        "seals",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("project_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("calculation_id", sa.String(length=26), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("actor_id", sa.String(length=26), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["calculation_id"], ["calculations.id"], name="fk_seals_calculation_id_calculations"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_seals_project_id_projects"),
        sa.PrimaryKeyConstraint("id", name="pk_seals"),
    )
    op.create_index("ix_seals_project_id", "seals", ["project_id"])
    op.create_table(
        "supersessions",
        sa.Column("seal_id", sa.String(length=26), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["seal_id"], ["seals.id"], name="fk_supersessions_seal_id_seals"),
        sa.PrimaryKeyConstraint("seal_id", name="pk_supersessions"),
    )

    search_postgresql() if op.get_bind().dialect.name == "postgresql" else search_sqlite()


def search_postgresql() -> None:
    """A column of lexemes that keeps itself, and its index."""
    words = " || ' ' || ".join(WORDS)
    plain = f"regexp_replace({words}, '[^[:alnum:]]+', ' ', 'g')"
    op.execute(
        f"ALTER TABLE projects ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', {plain})) STORED"
    )
    op.execute("CREATE INDEX ix_projects_search ON projects USING gin (search)")


def search_sqlite() -> None:
    """An FTS5 index over the table itself, kept by triggers."""
    names = ", ".join(WORDS)
    new, old = (", ".join(f"{row}.{word}" for word in WORDS) for row in ("new", "old"))
    forget = f"INSERT INTO project_search(project_search, rowid, {names}) VALUES ('delete', old.serial, {old});"
    keep = f"INSERT INTO project_search(rowid, {names}) VALUES (new.serial, {new});"
    op.execute(
        f"CREATE VIRTUAL TABLE project_search USING fts5({names}, content='projects', content_rowid='serial', "
        "tokenize='unicode61', prefix='2 3')"
    )
    op.execute(f"CREATE TRIGGER project_search_insert AFTER INSERT ON projects BEGIN {keep} END")
    op.execute(f"CREATE TRIGGER project_search_delete AFTER DELETE ON projects BEGIN {forget} END")
    op.execute(f"CREATE TRIGGER project_search_update AFTER UPDATE OF {names} ON projects BEGIN {forget} {keep} END")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE project_search")
    op.drop_table("supersessions")
    op.drop_table("seals")
    op.drop_table("shares")
    op.drop_table("project_versions")
    op.drop_table("project_members")
    op.drop_table("drafts")
    op.drop_table("calculations")
    op.drop_table("attachments")
    op.drop_table("projects")
    op.drop_table("number_counters")
