"""Flask extensions, unbound; `create_app` binds them."""

from __future__ import annotations

from flask import current_app
from flask_caching import Cache
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from htmx_flask import Htmx

from apex.outside.sentry import Sentry
from apex.store.models import METADATA

db = SQLAlchemy(metadata=METADATA)
migrate = Migrate()
cache = Cache()
compress = Compress()
limiter = Limiter(get_remote_address)
htmx = Htmx()
csrf = CSRFProtect()


def report(error: BaseException, transaction: str, **tags: str) -> None:
    """Tell Sentry of an error nobody foresaw, where one is configured."""
    sentry: Sentry | None = current_app.extensions.get("apex_sentry")
    if sentry is not None:
        sentry.send(error, transaction, tags)
