"""A clock that stands still until it is told to move."""

from datetime import timedelta

from apex.actions.call import utc_now


class Clock:
    """The clock of an application from now on."""

    def __init__(self, app) -> None:
        self.now = utc_now()
        app.extensions["apex_clock"] = lambda: self.now

    def move(self, **time) -> None:
        self.now += timedelta(**time)
