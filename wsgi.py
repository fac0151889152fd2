"""The WSGI entry point: `gunicorn wsgi:app`, `flask run`, `flask apex`."""

import gc
import os

gc.disable()  # what a start makes stays for the life of the process: looking through it for garbage finds none

from dotenv import load_dotenv

from apex import meter
from apex.app import admit, create_app
from apex.cli import apex
from apex.errors import ApexError
from apex.settings import ROOT, SettingsError

load_dotenv(ROOT / ".env")
try:
    app = create_app()
    if os.environ.get("FLASK_RUN_FROM_CLI") != "true":
        admit(app)
        meter.use(app.extensions["apex_settings"].data_dir)
except (SettingsError, ApexError) as fault:
    # One clear line each; a traceback would hide them.
    raise SystemExit(f"APEX cannot start.\n{fault}") from None

app.cli.add_command(apex)
gc.freeze()
gc.enable()
