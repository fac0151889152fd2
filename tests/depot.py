"""A store that speaks S3 over HTTP: moto's, behind a door that holds callers to their keys and checksums.

moto itself lets everybody in and takes every checksum for right.
"""

import base64
import hashlib
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.session import Session
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from tests.wire import Wire

REGION = "us-east-1"
DIGESTS = {"Content-Md5": "md5", "X-Amz-Checksum-Sha256": "sha256"}
App = Callable[..., Any]
SESSION = Session()
"""What it reads of S3's description is read once for all clients."""


class Depot:
    """A bucket of its own for each. `line` is the way to it, which can be cut or go silent.

    `knows` are the checksums it looks at. `bend` changes a body on its way in; `instead` answers in its place.
    """

    def __init__(self) -> None:
        self.access_key, self.secret_key = "apex", f"secret {uuid.uuid4().hex}".replace(" ", "/")
        self.bucket, self.prefix = f"files-{uuid.uuid4().hex[:12]}", "shop"
        self.knows = set(DIGESTS)
        self.bend: Callable[[bytes], bytes] = lambda body: body
        self.instead: Callable[[Request], Response | None] = lambda request: None
        self.asked: list[tuple[str, str]] = []
        self._behind: App = DomainDispatcherApplication(create_backend_app)
        self.server = make_server("127.0.0.1", 0, self, threaded=True, request_handler=Quiet)
        self.line = Wire("127.0.0.1", self.server.server_port)
        self.endpoint = f"http://127.0.0.1:{self.line.port}"

    def __call__(self, environ: Any, start_response: Any) -> Any:
        body = self.bend(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        environ["wsgi.input"] = BytesIO(body)
        request = Request(environ)
        self.asked.append((request.method, request.path))
        fault = self._fault(request, body)
        answer = (refusal(*fault) if fault else None) or self.instead(request)
        return (answer or self._behind)(environ, start_response)

    def _fault(self, request: Request, body: bytes) -> tuple[int, str] | None:
        """What a store finds wrong with a request before it looks at what is asked for."""
        if request.headers.get("Authorization") != self._signature(request):
            return 403, "SignatureDoesNotMatch"
        for name in self.knows & set(request.headers.keys()):
            digest = hashlib.new(DIGESTS[name], body, usedforsecurity=False).digest()
            if base64.b64encode(digest).decode() != request.headers[name]:
                return 400, "BadDigest"
        return None

    def _signature(self, request: Request) -> str:
        """The header somebody sends who has the keys (Signature Version 4)."""
        said = request.headers.get("Authorization", "")
        names = said.partition("SignedHeaders=")[2].partition(",")[0].split(";")
        target = request.environ["REQUEST_URI"]
        asked = AWSRequest(
            request.method, f"http://{request.host}{target}", {n: request.headers[n] for n in names if n}
        )
        asked.context["timestamp"] = request.headers.get("X-Amz-Date", "")
        signer = S3SigV4Auth(Credentials(self.access_key, self.secret_key), "s3", REGION)
        signature = signer.signature(signer.string_to_sign(asked, signer.canonical_request(asked)), asked)
        scope = f"Credential={signer.scope(asked)}, SignedHeaders={';'.join(names)}"
        return f"AWS4-HMAC-SHA256 {scope}, Signature={signature}"

    def settings(self) -> dict[str, str]:
        return {
            "APEX_S3_ENDPOINT": self.endpoint, "APEX_S3_BUCKET": self.bucket, "APEX_S3_REGION": REGION,
            "APEX_S3_ACCESS_KEY": self.access_key, "APEX_S3_SECRET_KEY": self.secret_key,
            "APEX_S3_PREFIX": self.prefix,
        }  # fmt: skip

    def client(self) -> Any:
        """Somebody else with the same keys, past the line."""
        return SESSION.create_client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{self.server.server_port}",
            region_name=REGION,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            config=Config(s3={"addressing_style": "path"}, request_checksum_calculation="when_required"),
        )

    def keys(self) -> list[str]:
        return [row["Key"] for row in self.client().list_objects_v2(Bucket=self.bucket).get("Contents", ())]

    def place(self, sha256: str) -> dict[str, str]:
        """Where an object of that hash is."""
        return {"Bucket": self.bucket, "Key": f"{self.prefix}/{sha256[:2]}/{sha256}"}


class Quiet(WSGIRequestHandler):
    """Says nothing: what goes wrong here is often meant to."""

    def log(self, *_: Any) -> None:
        pass

    def make_environ(self) -> Any:
        return {**super().make_environ(), "REQUEST_URI": self.path}


def refusal(status: int, code: str, **headers: str) -> Response:
    """An error as S3 tells it."""
    told = f"<?xml version='1.0' encoding='UTF-8'?><Error><Code>{code}</Code><Message>no</Message></Error>"
    return Response(told, status, {name.replace("_", "-"): value for name, value in headers.items()}, "application/xml")


@contextmanager
def running() -> Iterator[Depot]:
    depot = Depot()
    thread = threading.Thread(target=depot.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    depot.client().create_bucket(Bucket=depot.bucket)
    try:
        yield depot
    finally:
        depot.line.close()
        depot.server.shutdown()
        thread.join()
        depot.server.server_close()
