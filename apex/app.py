"""The application factory."""

from __future__ import annotations

import logging
from datetime import timedelta

from flask import Flask

from apex.extensions import cache, compress, csrf, db, htmx, migrate
from apex.jobs.install import install as install_jobs
from apex.outside.sentry import sentry_of
from apex.packs.load import load_packs
from apex.settings import ROOT, Settings, SettingsError
from apex.store.connect import engine_options, prepare
from apex.store.depot import demand_kit
from apex.store.probe import check_server
from apex.web import (
    account,
    admin,
    audit,
    body,
    calculation,
    cors,
    design,
    errors,
    file,
    forgery,
    guide,
    health,
    history,
    home,
    hook,
    jinja,
    limit,
    link,
    loads,
    login,
    member,
    metrics,
    oidc,
    onward,
    option,
    outside,
    passkey,
    project,
    proxy,
    report,
    review,
    second,
    security,
    share,
    signage,
    site,
    sketch,
    styleguide,
    submission,
    task,
    token,
    transfer,
    tree,
    unsaved,
    user,
    webhook,
    who,
)
from apex.web.ask import API, name_request, refuse_control

MAX_BODY = 1024 * 1024
COMPRESSED = [
    "text/html", "text/css", "text/javascript", "text/csv", "image/svg+xml", "image/vnd.dxf", "application/json",
    "application/problem+json",
]  # fmt: skip
"""Pages may be, although words of an address can stand in them beside what is secret (BREACH).

The session's cookie is Lax: other sites can have a browser open pages with it, one after the other, but not fetch them
in the background nor post forms. Secrets shown once (tokens, links) stand in answers to forms. The token of forms is on
every page; what of it stays the same is worth nothing without its signature, which is another every second. Whether a
search finds something shows in the length of its page, compressed or not.
"""
BOTH = (
    home,
    project,
    transfer,
    design,
    loads,
    tree,
    option,
    calculation,
    history,
    file,
    share,
    review,
    member,
    unsaved,
    account,
    second,
    passkey,
    user,
    token,
    audit,
    task,
    report,
    webhook,
    submission,
    admin,
    outside,
    site,
)
"""Mounted twice: for browsers at the root, for machines under /api/v1, with the same handlers."""


def create_app(settings: Settings | None = None) -> Flask:
    """APEX as a WSGI application. Packs are loaded and held against their lock at start."""
    chosen = settings or Settings.from_environment()
    app = Flask("apex", root_path=str(ROOT), template_folder="templates", static_folder="static")
    # Before the extensions: the first of them to touch Jinja makes its environment.
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.config.update(configuration(chosen))
    app.extensions["apex_settings"] = chosen
    try:
        chosen.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError([f"APEX_DATA_DIR {chosen.data_dir} cannot be made: {error.strerror}"]) from None
    app.extensions["apex_sentry"] = sentry_of(chosen)
    extend(app)
    metrics.install(app)
    app.before_request(name_request)
    app.before_request(refuse_control)
    errors.install(app)
    jinja.install(app)
    onward.install(app)
    security.install(app)
    proxy.behind_proxies(app, chosen.proxies)
    body.install(app)
    cors.install(app, chosen)
    who.install(app)
    limit.install(app, chosen)
    forgery.install(app)
    install_jobs(app)
    register(app)
    load_packs()
    demand_kit(chosen)
    logging.getLogger("apex").setLevel(logging.INFO)
    for warning in chosen.warnings:
        logging.getLogger("apex").warning(warning)
    return app


def configuration(chosen: Settings) -> dict[str, object]:
    """Flask's own settings and those of its extensions."""
    return {
        "SECRET_KEY": chosen.secret_key,
        "SQLALCHEMY_DATABASE_URI": chosen.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(chosen),
        "MAX_CONTENT_LENGTH": MAX_BODY,
        "MAX_FORM_MEMORY_SIZE": MAX_BODY,
        "COMPRESS_MIMETYPES": COMPRESSED,
        "COMPRESS_BR_LEVEL": 4,
        "CACHE_TYPE": "FileSystemCache",
        "CACHE_DIR": str(chosen.data_dir / "cache"),
        "CACHE_DEFAULT_TIMEOUT": 3600,
        "TESTING": chosen.env == "testing",
        "SEND_FILE_MAX_AGE_DEFAULT": 3600,
        "SESSION_COOKIE_NAME": "apex_session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": chosen.env == "production",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=chosen.session_hours),
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def extend(app: Flask) -> None:
    """Bind the extensions."""
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    cache.init_app(app)
    compress.init_app(app)
    htmx.init_app(app)
    csrf.init_app(app)


def register(app: Flask) -> None:
    """Mount the blueprints."""
    app.register_blueprint(health.bp)
    app.register_blueprint(metrics.bp)
    app.register_blueprint(login.bp)
    app.register_blueprint(link.bp)
    app.register_blueprint(hook.bp)
    app.register_blueprint(oidc.bp)
    app.register_blueprint(passkey.login_bp)
    app.register_blueprint(guide.bp)
    app.register_blueprint(sketch.bp)
    if app.extensions["apex_settings"].env != "production":
        app.register_blueprint(styleguide.bp)
    app.register_blueprint(signage.bp, url_prefix=API)
    for room in BOTH:
        app.register_blueprint(room.bp)
        app.register_blueprint(room.bp, url_prefix=API, name=f"api_{room.bp.name}")


def admit(app: Flask) -> None:
    """Before serving: `SettingsError` where the pools of all processes would ask more of the server than it gives.

    Commands of the shell do without: some of them need no database at all.
    """
    with app.app_context():
        said = check_server(health.probe(), app.extensions["apex_settings"])
    if said:
        logging.getLogger("apex").warning(said)
