"""A small Flask app for what is installed into one: errors as APEX answers them, and no database behind it."""

from flask import Flask

from apex.extensions import htmx
from apex.settings import ROOT, Settings
from apex.web import errors
from apex.web.ask import name_request
from apex.web.form import said
from apex.web.jinja import called, cap, symbols


def bare_app(**given: str) -> tuple[Flask, Settings]:
    """The app and its settings, which are given by name: `rate_limit_default="3/minute"`."""
    named = {f"APEX_{name.upper()}": value for name, value in given.items()}
    chosen = Settings.from_environment({"APEX_ENV": "testing", **named})
    app = Flask("bare", root_path=str(ROOT), template_folder="templates", static_folder="static")
    app.config.update(SECRET_KEY=chosen.secret_key, TESTING=True, MAX_CONTENT_LENGTH=1024 * 1024)
    app.extensions["apex_settings"] = chosen
    htmx.init_app(app)
    app.before_request(name_request)
    errors.install(app)
    app.jinja_env.filters.update(cap=cap, called=called, said=said, symbols=symbols)
    return app, chosen
