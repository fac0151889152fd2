"""Flask extensions, unbound; `create_app` binds them."""

from __future__ import annotations

from flask_caching import Cache
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from htmx_flask import Htmx

from apex.store.base import Base

db = SQLAlchemy(metadata=Base.metadata)
migrate = Migrate()
cache = Cache()
htmx = Htmx()
