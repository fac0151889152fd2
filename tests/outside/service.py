"""Other services for tests: real HTTP servers on this machine, some of them ill-behaved on purpose."""

import datetime as dt
import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response


class Service:
    """Answers each request with `answer(request)`; remembers what it was asked."""

    def __init__(self, answer, context=None):
        self.answer = answer
        self.asked = []
        self.server = make_server("127.0.0.1", 0, self, threaded=True, ssl_context=context)
        self.port = self.server.server_port
        self.url = f"http{'s' if context else ''}://127.0.0.1:{self.port}"

    def __call__(self, environ, start_response):
        request = Request(environ)
        request.get_data()
        self.asked.append(request)
        return self.answer(request)(environ, start_response)


@contextmanager
def serving(answer=lambda _: Response("well"), context=None):
    service = Service(answer, context)
    thread = threading.Thread(target=service.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.server.shutdown()
        thread.join()
        service.server.server_close()


class Door:
    """A listening socket; `talk(end, stop)` is done with each caller. `visits` counts who came."""

    def __init__(self, talk=lambda end, stop: None, host="127.0.0.1", port=0):
        self._family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._door = socket.create_server((host, port), family=self._family)
        self.port = self._door.getsockname()[1]
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self.port}"
        self.visits = 0
        self.stop = threading.Event()
        self.ended = threading.Event()
        """Set when a talk is over, because the caller went or the talk ended by itself."""
        self._talk = talk
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self):
        with suppress(OSError):
            while True:
                end, _ = self._door.accept()
                self.visits += 1
                threading.Thread(target=self._serve, args=(end,), daemon=True).start()

    def _serve(self, end):
        with end, suppress(OSError):
            self._talk(end, self.stop)
        self.ended.set()

    def close(self):
        self.stop.set()
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._thread.join(5)


@contextmanager
def listening(talk=lambda end, stop: None, host="127.0.0.1", port=0):
    door = Door(talk, host, port)
    try:
        yield door
    finally:
        door.close()


def read_request(end):
    """The head of a request."""
    got = b""
    while b"\r\n\r\n" not in got:
        piece = end.recv(4096)
        if not piece:
            break
        got += piece
    return got


def says(raw):
    """A talk that reads a request and sends these bytes."""

    def talk(end, stop):
        read_request(end)
        end.sendall(raw)

    return talk


def drips(head=b"HTTP/1.1 200 OK\r\nX: "):
    """A talk that sends a byte at a time and never ends by itself: each is in time, the whole never."""

    def talk(end, stop):
        read_request(end)
        end.sendall(head)
        while not stop.wait(0.02):
            end.sendall(b"x")

    return talk


def silent(end, stop):
    """A talk that reads all there is and says nothing."""
    while end.recv(4096):
        pass


def authority(folder, *names):
    """A certificate authority of our own: the file with it, and a server's context for these names."""
    now = dt.datetime.now(dt.UTC)
    ours = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])

    def built(subject, key, ca):
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(ours).public_key(key.public_key())
        made = made.serial_number(x509.random_serial_number())
        made = made.not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        made = made.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        made = made.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        return made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)

    signer, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    root = built(ours, signer, True).add_extension(usage, critical=True).sign(signer, hashes.SHA256())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    known = [x509.IPAddress(ip_address(n)) if n[0].isdigit() else x509.DNSName(n) for n in names]
    leaf = built(subject, key, False).add_extension(x509.SubjectAlternativeName(known), critical=False)
    pem = serialization.Encoding.PEM
    (folder / "root.pem").write_bytes(root.public_bytes(pem))
    (folder / "leaf.pem").write_bytes(
        leaf.sign(signer, hashes.SHA256()).public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "leaf.pem")
    return folder / "root.pem", context
