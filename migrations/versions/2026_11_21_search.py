"""A search index that also says who may see a project, so that matches are counted without looking at the projects.

Revision ID: 2026_11_21_search
Revises: 2026_11_21_passkeys
"""

from alembic import op

revision = "2026_11_21_search"
down_revision = "2026_11_21_passkeys"
branch_labels = None
depends_on = None

WORDS = ("number", "name", "customer", "site_name", "address", "description")
MARKS = {"v": "visibility", "s": "status", "o": "owner_id"}
"""What is marked with which letter before it, so that no value of one passes for that of another."""
PRIVATE = 0xE000
KEPT = ", ".join((*WORDS, *MARKS.values()))


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE projects DROP COLUMN search")
        marked_postgresql()
    else:
        drop_sqlite()
        marked_sqlite()


def lexemes(row: str) -> str:
    """Words as they always were; marks begin with a sign that no word can hold."""
    words = " || ' ' || ".join(f"{row}.{word}" for word in WORDS)
    plain = f"regexp_replace({words}, '[^[:alnum:]]+', ' ', 'g')"
    marks = ", ".join(f"'={letter}' || {row}.{column}" for letter, column in MARKS.items())
    return f"to_tsvector('simple', {plain}) || array_to_tsvector(ARRAY[{marks}])"


def marked_postgresql() -> None:
    """A narrow table of its own: PostgreSQL visits each match, and rows of projects are wide.

    A restore drops the tables of the models and no other, so one may be left from before.
    """
    op.execute("DROP TABLE IF EXISTS project_search")
    op.execute(
        "CREATE TABLE project_search (serial bigint NOT NULL, search tsvector NOT NULL, "
        "CONSTRAINT pk_project_search PRIMARY KEY (serial), CONSTRAINT fk_project_search_serial_projects "
        "FOREIGN KEY (serial) REFERENCES projects (serial) ON DELETE CASCADE)"
    )
    # Statistics of words cost much and mislead: for beginnings of words they are often not used, or say `all rows`,
    # and every row is read. Without them the index always is.
    op.execute("ALTER TABLE project_search ALTER COLUMN search SET STATISTICS 0")
    op.execute(f"INSERT INTO project_search (serial, search) SELECT p.serial, {lexemes('p')} FROM projects p")
    op.execute("CREATE INDEX ix_project_search_search ON project_search USING gin (search)")
    op.execute(
        "CREATE FUNCTION apex_project_search() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"INSERT INTO project_search (serial, search) VALUES (NEW.serial, {lexemes('NEW')}) "
        "ON CONFLICT (serial) DO UPDATE SET search = EXCLUDED.search; RETURN NULL; END $$"
    )
    op.execute(
        f"CREATE TRIGGER project_search_keep AFTER INSERT OR UPDATE OF {KEPT} ON projects "
        "FOR EACH ROW EXECUTE FUNCTION apex_project_search()"
    )


def marked_sqlite() -> None:
    """The marks are a column of the index; nothing is ever read out of it but which rows match.

    They begin with a character for private use, which FTS5 takes for a letter and a search for none: so no word finds
    a mark, and words need not be kept from that column, which takes longer than all the rest.
    """
    names = ", ".join(WORDS)
    op.execute(
        f"CREATE VIRTUAL TABLE project_search USING fts5({names}, marks, content='', "
        "tokenize='unicode61', prefix='2 3')"
    )

    def values(row: str) -> str:
        marks = " || ' ' || ".join(
            f"char({PRIVATE}) || '{letter}' || {row}.{column}" for letter, column in MARKS.items()
        )
        return ", ".join((f"{row}.serial", *(f"{row}.{word}" for word in WORDS), marks))

    columns = f"rowid, {names}, marks"
    op.execute(f"INSERT INTO project_search({columns}) SELECT {values('p')} FROM projects p")
    triggers_sqlite(
        f"INSERT INTO project_search(project_search, {columns}) VALUES ('delete', {values('old')});",
        f"INSERT INTO project_search({columns}) VALUES ({values('new')});",
        KEPT,
    )


def triggers_sqlite(forget: str, keep: str, columns: str) -> None:
    op.execute(f"CREATE TRIGGER project_search_insert AFTER INSERT ON projects BEGIN {keep} END")
    op.execute(f"CREATE TRIGGER project_search_delete AFTER DELETE ON projects BEGIN {forget} END")
    op.execute(f"CREATE TRIGGER project_search_update AFTER UPDATE OF {columns} ON projects BEGIN {forget} {keep} END")


def drop_sqlite() -> None:
    for name in ("insert", "delete", "update"):
        op.execute(f"DROP TRIGGER project_search_{name}")
    op.execute("DROP TABLE project_search")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER project_search_keep ON projects")
        op.execute("DROP FUNCTION apex_project_search()")
        op.execute("DROP TABLE project_search")
        plain_postgresql()
    else:
        drop_sqlite()
        plain_sqlite()


def plain_postgresql() -> None:
    """The column of lexemes that kept itself, as `2026_11_21_projects` makes it."""
    words = " || ' ' || ".join(WORDS)
    plain = f"regexp_replace({words}, '[^[:alnum:]]+', ' ', 'g')"
    op.execute(
        f"ALTER TABLE projects ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', {plain})) STORED"
    )
    op.execute("CREATE INDEX ix_projects_search ON projects USING gin (search)")


def plain_sqlite() -> None:
    """The index over the table itself, as `2026_11_21_projects` makes it."""
    names = ", ".join(WORDS)
    op.execute(
        f"CREATE VIRTUAL TABLE project_search USING fts5({names}, content='projects', content_rowid='serial', "
        "tokenize='unicode61', prefix='2 3')"
    )
    op.execute(f"INSERT INTO project_search(rowid, {names}) SELECT serial, {names} FROM projects")
    new, old = (", ".join(f"{row}.{word}" for word in WORDS) for row in ("new", "old"))
    triggers_sqlite(
        f"INSERT INTO project_search(project_search, rowid, {names}) VALUES ('delete', old.serial, {old});",
        f"INSERT INTO project_search(rowid, {names}) VALUES (new.serial, {new});",
        names,
    )
