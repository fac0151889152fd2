"""The WSGI entry point: `gunicorn wsgi:app`, `flask run`, `flask apex`."""

from apex.app import create_app
from apex.cli import apex

app = create_app()
app.cli.add_command(apex)
