"""The application factory."""

from __future__ import annotations

import logging

from flask import Flask

from apex.extensions import cache, db, htmx, migrate
from apex.packs.load import load_packs
from apex.settings import ROOT, Settings, SettingsError
from apex.web import errors, health, security, signage, workbench
from apex.web.ask import API, name_request

MAX_BODY = 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """APEX as a WSGI application. Packs are loaded and held against their lock at start."""
    chosen = settings or Settings.from_environment()
    app = Flask("apex", root_path=str(ROOT), template_folder="templates", static_folder="static")
    # Before the extensions: the first of them to touch Jinja makes its environment.
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.config.update(
        SECRET_KEY=chosen.secret_key,
        SQLALCHEMY_DATABASE_URI=chosen.database_url,
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_BODY,
        CACHE_TYPE="FileSystemCache",
        CACHE_DIR=str(chosen.data_dir / "cache"),
        CACHE_DEFAULT_TIMEOUT=3600,
        TESTING=chosen.env == "testing",
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    app.extensions["apex_settings"] = chosen
    try:
        chosen.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError([f"APEX_DATA_DIR {chosen.data_dir} cannot be made: {error.strerror}"]) from None
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    cache.init_app(app)
    htmx.init_app(app)
    app.before_request(name_request)
    errors.install(app)
    security.install(app)
    app.register_blueprint(health.bp)
    app.register_blueprint(signage.bp, url_prefix=API)
    app.register_blueprint(workbench.bp)
    load_packs()
    logging.getLogger("apex").setLevel(logging.INFO)
    return app
