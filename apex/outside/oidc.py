"""Single sign-on by OpenID Connect: authorization code with PKCE, and an ID token held to all it says."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from apex.errors import AuthenticationError, ExternalServiceError
from apex.outside.address import read
from apex.outside.client import Breaker, Client, UnansweredError, admitted
from apex.outside.deadline import within
from apex.settings import OidcSettings

T = TypeVar("T")
log = logging.getLogger("apex.outside")
CONNECT, TOTAL = 3.0, 9.0
"""Seconds to reach the provider, and for everything a request of ours wants from it."""
RETRY_AFTER = 30
HELD = 3600.0
"""Seconds the discovery document and the keys are believed without being read again."""
LEEWAY = 60
"""Seconds the clocks may be apart."""
ALGORITHMS = ["RS256", "ES256"]
SCOPE = "openid email"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
BASIC = "client_secret_basic"
NONSENSE = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What answers raise that are of another shape than they should be."""


class SignOnError(AuthenticationError):
    """What came back from the provider does not hold."""


@dataclass(frozen=True, slots=True)
class Journey:
    """What is kept here while a person is at the provider, and looked for when they come back."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the provider says it is."""

    email: str
    verified: bool


class Provider:
    """One provider. Its discovery document and its keys are held by the process for an hour."""

    def __init__(self, chosen: OidcSettings, breaker: Breaker | None = None) -> None:
        self._chosen = chosen
        self._breaker = breaker
        self._metadata: dict[str, Any] = {}
        self._keys = KeySet([])
        self._until = 0.0

    def start(self, callback: str) -> tuple[str, Journey]:
        """Where to send the browser, and what to keep until it is back."""
        journey = Journey(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))

        def work(session: OAuth2Session) -> str:
            self._know(session)
            url, _ = session.create_authorization_url(
                self._metadata["authorization_endpoint"],
                state=journey.state, nonce=journey.nonce, code_verifier=journey.verifier, redirect_uri=callback,
            )  # fmt: skip
            return str(url)

        return self._talk(work), journey

    def finish(self, callback: str, journey: Journey, code: str) -> Person:
        """Who it was that came back with this code."""

        def work(session: OAuth2Session) -> Person:
            self._know(session)
            try:
                token = session.fetch_token(
                    self._metadata["token_endpoint"], grant_type="authorization_code",
                    code=code, redirect_uri=callback, code_verifier=journey.verifier,
                )  # fmt: skip
            except OAuthError as refused:
                log.warning("single sign-on: the provider gave no token: %.200s", refused)
                raise SignOnError("the login was not completed by the provider") from None
            return self._person(session, token, self._claims(session, token, journey))

        return self._talk(work)

    def _talk(self, work: Callable[[OAuth2Session], T]) -> T:
        """Run a talk of a few requests; 503 where the provider is away, slow or makes no sense."""

        def talk() -> T:
            with self._session() as session:
                return work(session)

        with admitted(self._breaker, read(self._chosen.issuer).name) as heard:
            try:
                found = within(TOTAL, talk)
            except (requests.RequestException, TimeoutError, *NONSENSE) as error:
                heard.failure = _failure(error)
                log.warning(
                    "single sign-on: no talk with %s: %s: %.300s", self._chosen.issuer, type(error).__name__, error
                )
                message = f"{self._chosen.name} does not answer; nothing is lost, try again in a moment"
                raise ExternalServiceError(message, retry_after=RETRY_AFTER) from None
            except SignOnError:
                heard.failure = ""
                raise
            heard.failure = ""
        return found

    def _session(self) -> OAuth2Session:
        session = OAuth2Session(
            self._chosen.client_id, self._chosen.client_secret, scope=SCOPE, code_challenge_method="S256"
        )  # fmt: skip
        # A provider answers where its document says it does: secrets follow no redirect to another host.
        session.max_redirects = 0
        session.headers.clear()
        for scheme in ("https://", "http://"):
            session.mount(scheme, Ours())
        return session

    def _know(self, session: OAuth2Session) -> None:
        """Have the discovery document and the keys, read again when they are old."""
        if time.monotonic() >= self._until:
            self._read_all(session)
        # Those that take the secret only in the body say so; without a word it is the standard's own way.
        taken = self._metadata.get("token_endpoint_auth_methods_supported") or [BASIC]
        session.token_endpoint_auth_method = BASIC if BASIC in taken else "client_secret_post"

    def _read_all(self, session: OAuth2Session) -> None:
        issuer = self._chosen.issuer
        metadata = _read(session, issuer.rstrip("/") + "/.well-known/openid-configuration")
        if metadata.get("issuer") != issuer:
            raise ValueError("the discovery document is of another issuer")
        for name in (*ENDPOINTS, *({"userinfo_endpoint"} & metadata.keys())):
            if urlsplit(str(metadata.get(name, ""))).scheme not in ("https", urlsplit(issuer).scheme):
                raise ValueError(f"the discovery document has no usable {name}")
        keys = _key_set(_read(session, metadata["jwks_uri"]))
        self._metadata, self._keys, self._until = metadata, keys, time.monotonic() + HELD

    def _claims(self, session: OAuth2Session, token: dict[str, Any], journey: Journey) -> CodeIDToken:
        """The claims of the ID token. A key that is not known may be a new one: keys are read once more."""
        given = str(token.get("id_token", ""))
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        try:
            try:
                decoded = jwt.decode(given, self._keys, registry=registry)
            except (InvalidKeyIdError, BadSignatureError):
                self._keys = _key_set(_read(session, self._metadata["jwks_uri"]))
                decoded = jwt.decode(given, self._keys, registry=registry)
            options = {
                "iss": {"essential": True, "value": self._chosen.issuer},
                "aud": {"essential": True, "value": self._chosen.client_id},
            }
            about = {
                "nonce": journey.nonce, "client_id": self._chosen.client_id, "access_token": token.get("access_token"),
            }  # fmt: skip
            claims = CodeIDToken(decoded.claims, decoded.header, options, about)
            claims.validate(leeway=LEEWAY)
        except requests.RequestException:
            raise
        except (JoseError, *NONSENSE) as error:
            log.warning("single sign-on: the ID token does not hold: %.200s", error)
            raise SignOnError("what the provider said about you does not verify") from None
        return claims

    def _person(self, session: OAuth2Session, token: dict[str, Any], claims: CodeIDToken) -> Person:
        """The e-mail, from the ID token or, where the provider tells it only there, from userinfo."""
        told: dict[str, Any] = claims
        if "email" not in claims and self._metadata.get("userinfo_endpoint"):
            bearer = {"Authorization": f"Bearer {token.get('access_token')}"}
            told = _read(session, self._metadata["userinfo_endpoint"], bearer)
            if told.get("sub") != claims["sub"]:
                raise SignOnError("the provider told of two different people")
        return Person(str(told.get("email", "")), told.get("email_verified") is True)


class Ours(BaseAdapter):
    """Has what a session asks asked by the one client. The breaker is asked for a whole talk, not here."""

    def __init__(self) -> None:
        super().__init__()
        self._client = Client(connect_s=CONNECT, total_s=TOTAL)

    def send(self, request: requests.PreparedRequest, *_: object, **__: object) -> requests.Response:
        headers = {name: str(value) for name, value in request.headers.items()}
        body = request.body.encode() if isinstance(request.body, str) else request.body
        if not isinstance(body, bytes | None):
            raise TypeError("a talk with a provider sends no streams")
        try:
            answer = self._client.send(str(request.method), str(request.url), headers=headers, body=body)
        except UnansweredError as error:
            raise requests.ConnectionError(error.fault) from None
        response = requests.Response()
        response.status_code, response.headers = answer.status, CaseInsensitiveDict(answer.headers)
        response.raw, response.url, response.request = BytesIO(answer.body), str(request.url), request
        return response

    def close(self) -> None:
        """Nothing is held between requests."""


def _read(session: OAuth2Session, url: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """A JSON object at an address."""
    answer = session.get(url, headers=headers, withhold_token=True)
    answer.raise_for_status()
    if answer.status_code != 200 or not isinstance(found := answer.json(), dict):
        raise ValueError(f"{url} did not answer with a JSON object")
    return found


def _failure(error: Exception) -> str:
    """What a breaker counts: empty where the provider answered, although not as it should."""
    if isinstance(error, requests.HTTPError) and error.response is not None:
        status = error.response.status_code
        return f"status {status}" if status == 429 or status >= 500 else ""
    if isinstance(error, TimeoutError):
        return "too slow"
    return str(error) if isinstance(error, requests.ConnectionError) else ""


def _key_set(found: dict[str, Any]) -> KeySet:
    try:
        return KeySet.import_key_set({"keys": found["keys"]})
    except (JoseError, *NONSENSE) as error:
        raise ValueError(f"the provider's keys cannot be read: {error}") from None
