"""The application with a trap in it, for FLASK_APP: the process kills itself where the tests say.

APEX_TEST_FALL names an event of Python's own auditing, a word that must be in what it is about, and at which of them
to fall: `os.link|.apex-part|1`. Nothing of the product knows of it.
"""

import os
import signal
import sys

EVENT, WORD, COUNT = os.environ["APEX_TEST_FALL"].split("|")


class Trap:
    left = int(COUNT)

    def __call__(self, event: str, about: tuple[object, ...]) -> None:
        if event == EVENT and WORD in repr(about):
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)


sys.addaudithook(Trap())

from wsgi import app  # noqa: E402, F401
