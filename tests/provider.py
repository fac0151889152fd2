"""A provider of single sign-on that speaks OpenID Connect over HTTP, signs with a real key, and holds clients to it."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from tests.wire import Wire

CLIENT, SECRET = "apex", "a secret : with signs & spaces"


@cache
def first_key() -> rsa.RSAPrivateKey:
    """Made once: every provider begins with it."""
    return rsa.generate_private_key(65537, 2048)


class Provider:
    """Who logs in there is `person`; `claims` bends what is said of them, None takes a claim away.

    `line` is the way to it, which can be cut or go silent.
    """

    def __init__(self) -> None:
        self.person: dict[str, Any] = {"email": "ann@shop.example", "email_verified": True}
        self.claims: dict[str, Any] = {}
        self.metadata: dict[str, Any] = {}
        self.algorithm, self.key_name = "RS256", "first"
        self.key: Any = first_key()
        self.tells_in_userinfo = False
        self.asked: list[str] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.server = make_server("127.0.0.1", 0, self, threaded=True)
        self.line = Wire("127.0.0.1", self.server.server_port)
        self.issuer = f"http://127.0.0.1:{self.line.port}/shop"

    def __call__(self, environ: Any, start_response: Any) -> Any:
        request = Request(environ)
        self.asked.append(request.path)
        answer = {
            "/shop/.well-known/openid-configuration": self.document,
            "/shop/authorize": self.authorize,
            "/shop/token": self.token,
            "/shop/jwks": self.jwks,
            "/shop/userinfo": self.userinfo,
        }.get(request.path, lambda _: Response(status=404))(request)
        return answer(environ, start_response)

    def document(self, _: Request) -> Response:
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
        }
        return json_response({**told, **self.metadata})

    def authorize(self, request: Request) -> Response:
        """Somebody who is logged in at the provider already."""
        given = request.args
        assert given["response_type"] == "code"
        assert given["client_id"] == CLIENT
        assert given["code_challenge_method"] == "S256"
        assert {"openid", "email"} <= set(given["scope"].split())
        assert len(given["state"]) >= 20
        code = secrets.token_urlsafe(16)
        self.codes[code] = given.to_dict()
        back = urlencode({"code": code, "state": given["state"]})
        return Response(status=302, headers={"Location": f"{given['redirect_uri']}?{back}"})

    def token(self, request: Request) -> Response:
        """A code is good once, for the client that was sent it, and who knows what its challenge was made of."""
        given = request.form
        begun = self.codes.pop(given["code"], None)
        made = base64.urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest()).decode().rstrip("=")
        if not self.knows(request):
            return json_response({"error": "invalid_client"}, 401)
        if begun is None or made != begun["code_challenge"] or given["redirect_uri"] != begun["redirect_uri"]:
            return json_response({"error": "invalid_grant"}, 400)
        access = secrets.token_urlsafe(16)
        token = self.sign(self.said(begun["nonce"]))
        return json_response({"access_token": access, "token_type": "Bearer", "expires_in": 60, "id_token": token})

    def knows(self, request: Request) -> bool:
        if "client_secret_post" in self.metadata.get("token_endpoint_auth_methods_supported", ()):
            return (request.form.get("client_id"), request.form.get("client_secret")) == (CLIENT, SECRET)
        sent = request.authorization
        return sent is not None and (sent.username, sent.password) == (CLIENT, SECRET)

    def said(self, nonce: str) -> dict[str, Any]:
        now = int(time.time())
        told = {} if self.tells_in_userinfo else self.person
        claims = {
            "iss": self.issuer, "sub": "4711", "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce,
            **told, **self.claims,
        }  # fmt: skip
        return {name: value for name, value in claims.items() if value is not None}

    def sign(self, claims: dict[str, Any]) -> str:
        return jwt.encode(claims, self.key, algorithm=self.algorithm, headers={"kid": self.key_name})

    def jwks(self, _: Request) -> Response:
        algorithm = jwt.get_algorithm_by_name("RS256" if isinstance(self.key, rsa.RSAPrivateKey) else "ES256")
        key = algorithm.to_jwk(self.key.public_key(), as_dict=True)
        return json_response({"keys": [{**key, "kid": self.key_name, "use": "sig"}]})

    def userinfo(self, request: Request) -> Response:
        assert request.headers["Authorization"].startswith("Bearer ")
        return json_response({"sub": "4711", **self.person})

    def new_key(self, name: str, *, elliptic: bool = False) -> None:
        self.key_name = name
        self.key = ec.generate_private_key(ec.SECP256R1()) if elliptic else rsa.generate_private_key(65537, 2048)
        self.algorithm = "ES256" if elliptic else "RS256"

    def settings(self) -> dict[str, str]:
        return {
            "APEX_OIDC_ISSUER": self.issuer,
            "APEX_OIDC_CLIENT_ID": CLIENT,
            "APEX_OIDC_CLIENT_SECRET": SECRET,
            "APEX_OIDC_NAME": "Shop ID",
        }

    def agree(self, url: str) -> str:
        """What a browser does there: the address it is sent back to, path and query."""
        assert url.startswith(f"{self.issuer}/authorize?")
        answer = requests.get(url, allow_redirects=False, timeout=10)
        assert answer.status_code == 302
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"


def json_response(body: dict[str, Any], status: int = 200) -> Response:
    return Response(json.dumps(body), status, content_type="application/json")


def query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()
    thread = threading.Thread(target=provider.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.line.close()
        provider.server.shutdown()
        thread.join()
        provider.server.server_close()
