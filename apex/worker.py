"""The worker: `huey_consumer apex.worker.queue`. Any number of them, on any number of machines."""

from __future__ import annotations

import logging
import threading

from apex import meter
from apex.app import create_app
from apex.jobs.queue import queue_of
from apex.jobs.sweep import keep_sweeping

app = create_app()
meter.use(app.extensions["apex_settings"].data_dir)
queue = queue_of(app)
logging.getLogger("huey").setLevel(logging.WARNING)
_over = threading.Event()


@queue.on_startup(name="sweeper")  # type: ignore[untyped-decorator]
def _begin() -> None:
    """One sweeper for each process of a worker: they find the same jobs, and a job is claimed once."""
    threading.Thread(target=keep_sweeping, args=(app, _over), name="sweeper", daemon=True).start()


@queue.on_shutdown(name="sweeper")  # type: ignore[untyped-decorator]
def _end() -> None:
    _over.set()
    app.extensions["apex_courier"]().close()
