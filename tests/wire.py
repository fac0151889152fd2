"""A line to a server that a test can cut or silence."""

import socket
import threading
from contextlib import suppress


class Wire:
    """A TCP line to a server that can be cut, or go silent with its ends still open."""

    def __init__(self, host, port):
        self._to = (host, port)
        self._open = []
        self._flows = threading.Event()
        self._flows.set()
        self._door = self._bound(0)
        self.port = self._door.getsockname()[1]
        self.restore()

    def restore(self):
        self._door.listen()
        self._flows.set()
        threading.Thread(target=self._accept, args=(self._door,), daemon=True).start()

    def cut(self):
        for end in (self._door, *self._open):
            # A thread sleeps in accept or recv: closing alone would not wake it.
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open.clear()
        self._flows.set()
        # Refuses everybody, but keeps the port from being lent to somebody else.
        self._door = self._bound(self.port)

    def silence(self):
        self._flows.clear()

    def close(self):
        self.cut()
        self._door.close()

    def _bound(self, port):
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", port))
        return door

    def _accept(self, door):
        with suppress(OSError):
            while True:
                near, _ = door.accept()
                far = socket.create_connection(self._to)
                self._open += [near, far]
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, source, target):
        with suppress(OSError):
            while piece := source.recv(65536):
                self._flows.wait(30)
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)
