"""A running house: the application on a database of its own, with people of every role."""

import html
import re
import uuid

from flask import Flask
from flask.testing import FlaskClient

from apex.actions import account
from apex.actions.call import SCOPES, SYSTEM, Call, utc_now
from apex.actions.token import issue
from apex.extensions import db
from apex.schema.account import NewToken
from apex.store.connect import writing
from apex.store.user import User
from tests.web.page import form

PASSWORD = "seven brown signs under the moon"


class House:
    def __init__(self, app: Flask) -> None:
        self.app = app

    def act(self, do):
        """Run an action in a transaction of its own; its plain result."""
        with self.app.app_context():
            writing(db.session())
            call = Call(session=db.session(), actor=SYSTEM, now=utc_now())
            result = do(call)
            db.session.commit()
            return result

    def look(self, do):
        """Read in a transaction of its own."""
        with self.app.app_context():
            return do(db.session())

    def user(self, role="estimator", password=None, email=None) -> str:
        """The e-mail of a new account."""
        chosen = email or f"{role}-{uuid.uuid4().hex[:10]}@example.com"
        self.act(lambda call: account.add(call, {"email": chosen, "role": role, "name": role.title()}, password).id)
        return chosen

    def token(self, email: str, scopes=SCOPES) -> str:
        def made(call):
            user = account.user_by_email(call.session, email)
            own = [s for s in scopes if s != "admin" or user.role == "admin"]
            return issue(call, user, NewToken(name="test", scopes=tuple(own)))[0]

        return self.act(made)

    def client(self, role="estimator", scopes=SCOPES) -> FlaskClient:
        """A client with an API token of a fresh person of that role; `client.email` says who."""
        email = self.user(role)
        client = self.app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {self.token(email, scopes)}"
        client.email = email
        return client

    def browser(self, role="estimator") -> "Browser":
        """Somebody of that role, logged in through the login page."""
        email = self.user(role, PASSWORD)
        browser = Browser(self.app, email)
        answer = browser.log_in(PASSWORD)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return browser

    def metric(self, role="engineer") -> "Browser":
        """Somebody of that role who works in SI."""
        browser = self.browser(role)
        kept = form(browser.get("/account").get_data(as_text=True), "/account/settings")
        assert browser.http.post("/account/settings", data={**kept.to_dict(), "units": "si"}).status_code == 303
        return browser

    def project(self, client, **fields) -> dict:
        answer = client.post("/api/v1/projects", json={"name": "Main Street pylon", **fields})
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return answer.get_json()["result"]

    def user_id(self, email: str) -> str:
        return self.look(lambda session: account.user_by_email(session, email).id)

    def role(self, email: str) -> str:
        return self.look(lambda session: session.query(User.role).filter_by(email=email).scalar())


class Browser:
    """A browser without scripts: a cookie jar, pages, and forms with the token of their page."""

    def __init__(self, app: Flask, email: str) -> None:
        self.http = app.test_client()
        self.email = email

    def get(self, url: str, **more):
        return self.http.get(url, **more)

    def csrf(self, url="/account") -> str:
        return hidden(self.http.get(url).get_data(as_text=True))["csrf_token"]

    def post_form(self, url: str, data=None, page="/account", **more):
        """Post fields with a valid token."""
        return self.http.post(url, data={"csrf_token": self.csrf(page), **(data or {})}, **more)

    def log_in(self, password: str, page="/login", **fields):
        token = self.csrf(page)
        return self.http.post("/login", data={"csrf_token": token, "email": self.email, "password": password, **fields})


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {html.unescape(name): html.unescape(value) for name, value in found}
