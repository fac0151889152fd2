"""The worker: `huey_consumer apex.worker.queue`. Any number of them, on any number of machines."""

from __future__ import annotations

import gc
import logging
import threading

gc.disable()  # see wsgi.py

from apex import meter
from apex.app import admit, create_app
from apex.jobs.queue import queue_of
from apex.jobs.sweep import keep_sweeping

app = create_app()
admit(app)
meter.use(app.extensions["apex_settings"].data_dir)
queue = queue_of(app)
logging.getLogger("huey").setLevel(logging.WARNING)
_first = threading.Lock()
gc.freeze()
gc.enable()


@queue.on_startup(name="sweeper")  # type: ignore[untyped-decorator]
def _begin() -> None:
    """One sweeper for each process, whichever of its workers comes first; it ends with the process."""
    if _first.acquire(blocking=False):
        threading.Thread(target=keep_sweeping, args=(app, threading.Event()), name="sweeper", daemon=True).start()


@queue.on_shutdown(name="courier")  # type: ignore[untyped-decorator]
def _end() -> None:
    """What is being sent is sent."""
    app.extensions["apex_courier"]().close()
