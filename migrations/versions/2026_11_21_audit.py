"""The audit chain, idempotency keys, and triggers that keep what is written once.

Revision ID: 2026_11_21_audit
Revises: 2026_11_21_projects
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_21_audit"
down_revision = "2026_11_21_projects"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

FOREVER = ("audit_log", "project_versions", "calculations", "seals", "supersessions")
"""Tables whose rows are written once."""
REFUSAL = "rows of this table are never changed or removed"


def upgrade() -> None:
    op.create_table(
        "audit_details",
        sa.Column("seq", SERIAL, autoincrement=False, nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_details"),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    op.create_table(
        "audit_log",
        sa.Column("seq", SERIAL, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("object", sa.String(length=128), nullable=False),
        sa.Column("project", sa.String(length=26), nullable=False),
        sa.Column("request", sa.String(length=128), nullable=False),
        sa.Column("detail_sha256", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_log"),
    )
    op.create_index("ix_audit_log_actor", "audit_log", ["actor"])
    op.create_index("ix_audit_log_at", "audit_log", ["at"])
    op.create_index("ix_audit_log_object_seq", "audit_log", ["object", "seq"])
    op.create_index("ix_audit_log_project_seq", "audit_log", ["project", "seq"])
    op.create_index("ix_audit_log_verb", "audit_log", ["verb"])
    op.create_table(
        "idempotency_keys",
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("scope", "key", name="pk_idempotency_keys"),
    )
    op.create_index("ix_idempotency_keys_at", "idempotency_keys", ["at"])

    op.execute(f"INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '{'0' * 64}')")
    guard_postgresql() if op.get_bind().dialect.name == "postgresql" else guard_sqlite()


def guard_postgresql() -> None:
    """Refuse UPDATE, DELETE and TRUNCATE; of a detail only its removal from the row is let through."""
    op.execute(
        "CREATE FUNCTION apex_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '%: {REFUSAL}', TG_TABLE_NAME; END $$"
    )
    for table in FOREVER:
        op.execute(
            f"CREATE TRIGGER {table}_forever BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION apex_refuse_change()"
        )
    op.execute(
        "CREATE TRIGGER audit_details_forever BEFORE UPDATE ON audit_details FOR EACH ROW "
        "WHEN (NEW.detail IS NOT NULL OR NEW.seq <> OLD.seq) EXECUTE FUNCTION apex_refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER audit_details_kept BEFORE DELETE ON audit_details "
        "FOR EACH ROW EXECUTE FUNCTION apex_refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER audit_head_kept BEFORE DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION apex_refuse_change()"
    )
    for table in (*FOREVER, "audit_details", "audit_head"):
        op.execute(
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION apex_refuse_change()"
        )


def guard_sqlite() -> None:
    """SQLite has no TRUNCATE; a DELETE without WHERE fires the row trigger too."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table in FOREVER:
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
    op.execute(
        "CREATE TRIGGER audit_details_no_update BEFORE UPDATE ON audit_details "
        f"WHEN NEW.detail IS NOT NULL OR NEW.seq <> OLD.seq {refuse}"
    )
    op.execute(f"CREATE TRIGGER audit_details_no_delete BEFORE DELETE ON audit_details {refuse}")
    op.execute(f"CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head {refuse}")


def downgrade() -> None:
    drop_guards()
    op.drop_table("idempotency_keys")
    op.drop_table("audit_log")
    op.drop_table("audit_head")
    op.drop_table("audit_details")


def drop_guards() -> None:
    """Only the guards of tables that stay; the others go with their tables."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in FOREVER[1:]:
        for name in ("forever", "whole") if postgresql else ("no_update", "no_delete"):
            op.execute(f"DROP TRIGGER {table}_{name}" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        op.execute("DROP FUNCTION apex_refuse_change() CASCADE")
