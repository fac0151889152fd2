"""A shop at work: requests drawn at random, good and bad, stale and repeated, by people of every role."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from tests.proof.place import API, DESIGN, Place, fresh_key

ROLES = ("engineer", "engineer", "estimator", "admin", "approver", "viewer")
BUSY = (5, 4, 3, 5, 2, 1)
"""How much of the asking each does."""
TARGETS = ("estimating", "estimating", "submitted", "submitted", "accepted", "rejected", "draft", "nowhere")


@dataclass
class Request:
    """One request, complete: sent again it is the same one."""

    who: Any
    method: str
    path: str
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    form: dict[str, Any] | None = None

    def send(self, name: str) -> Any:
        """`name` is what the log will know this sending by."""
        given: dict[str, Any] = {"json": self.body}
        if self.form is not None:
            given = {"data": {key: (BytesIO(value), "notes.csv") for key, value in self.form.items()}}
        headers = {**self.headers, "X-Request-Id": name}
        return self.who.open(API + self.path, method=self.method, headers=headers, **given)


class Shop:
    """Draws requests. What it knows of the projects is what anybody would: answers of reads, some of them old."""

    def __init__(self, place: Place, seed: int) -> None:
        self.random = random.Random(seed)
        self.people = [place.house.client(role) for role in ROLES]
        self.ids = {person.email: place.house.user_id(person.email) for person in self.people}
        self.projects: list[str] = []
        self.old_tags = ['"1-0000000000000000"']
        self.sent: list[Request] = []

    def draw(self) -> Request:
        """A new request, or one that was sent before under its key."""
        keyed = [request for request in self.sent if "Idempotency-Key" in request.headers]
        if keyed and self.random.random() < 0.1:
            return self.random.choice(keyed)
        if not self.projects or self.random.random() < 0.12:
            drawn = self.creation()
        else:
            drawn = self.random.choice((self.overview, self.overview, self.design, self.design, self.stage, self.move,
                                        self.move, self.going_back, self.clone, self.archive, self.settings,
                                        self.account, self.member, self.share, self.file, self.token))()  # fmt: skip
        if self.random.random() < 0.5:
            drawn.headers["Idempotency-Key"] = fresh_key()
            if self.sent and self.random.random() < 0.05:
                drawn.headers |= {k: v for k, v in self.sent[-1].headers.items() if k == "Idempotency-Key"}
        self.sent.append(drawn)
        return drawn

    def learn(self, answer: Any) -> None:
        """Projects that were made."""
        if answer.status_code == 201 and "/projects/" in (place := answer.headers.get("Location", "")):
            found = place.split("/projects/")[1].split("/")[0]
            self.projects = [*[p for p in self.projects if p != found][-7:], found]

    def person(self) -> Any:
        return self.random.choices(self.people, BUSY)[0]

    def project(self) -> str:
        return f"/projects/{self.random.choice(self.projects) if self.random.random() < 0.97 else 'nothing'}"

    def word(self) -> str:
        return self.random.choice(("Pylon", "Monument", "Ünïted Signs", "x" * 200, "x" * 201, "", "=1+1"))

    def write(self, method: str, path: str, body: Any = None, read: str = "", who: Any = None) -> Request:
        """A write with the tag of what stands now, with an old one, with any, or with none."""
        who = who or self.person()
        tag = who.get(API + (read or path)).headers.get("ETag", "")
        if tag:
            self.old_tags = [*self.old_tags[-20:], tag]
        said = self.random.choices((tag, self.random.choice(self.old_tags), "*", ""), (65, 20, 10, 5))[0]
        return Request(who, method, path, body, {"If-Match": said} if said else {})

    def creation(self) -> Request:
        body = {"name": self.word(), "visibility": self.random.choice(("organization", "organization", "members"))}
        return Request(
            self.person(), "POST", "/projects", body | ({"design": DESIGN} if self.random.random() < 0.3 else {})
        )

    def overview(self) -> Request:
        method = self.random.choice(("PUT", "PATCH"))
        return self.write(method, self.project(), {"name": self.word(), "customer": self.word()})

    def design(self) -> Request:
        site = {**DESIGN["site"], "wind_speed_mph": self.random.choice((100, 115, 130, 20))}
        path = self.project()
        return self.write("PUT", f"{path}/design", {**DESIGN, "site": site}, path)

    def stage(self) -> Request:
        stage, path = self.random.choice(("site", "sign", "support", "roof")), self.project()
        return self.write("PUT", f"{path}/design/{stage}", DESIGN.get(stage, {}), path)

    def move(self) -> Request:
        path = self.project()
        body = {"to": self.random.choice(TARGETS), "reason": self.random.choice(("", "as agreed"))}
        return self.write("POST", f"{path}/transitions", body, path)

    def going_back(self) -> Request:
        path = self.project()
        return self.write("POST", f"{path}/restore", {"version": self.random.randint(1, 4)}, path)

    def clone(self) -> Request:
        return Request(self.person(), "POST", f"{self.project()}/clone")

    def archive(self) -> Request:
        return self.write("DELETE", self.project())

    def settings(self) -> Request:
        body = {"signature": self.word(), "page_length": self.random.choice((10, 50, 5))}
        return self.write("PUT", "/account/settings", body)

    def account(self) -> Request:
        changed, admin = self.random.choice(self.people[:3]), self.people[ROLES.index("admin")]
        body = {"name": self.word(), "role": "engineer", "active": True}
        path = f"/admin/users/{self.ids[changed.email]}"
        return self.write("PUT", path, body, who=self.random.choice((admin, admin, changed)))

    def member(self) -> Request:
        path, who = f"{self.project()}/members", self.random.choice(self.people)
        if self.random.random() < 0.3:
            return Request(self.person(), "DELETE", f"{path}/{self.ids[who.email]}", None, {"If-Match": "*"})
        body = {"email": who.email, "role": self.random.choice(("viewer", "editor", "owner", "king"))}
        return Request(self.person(), "POST", path, body)

    def share(self) -> Request:
        path = f"{self.project()}/shares"
        if self.random.random() < 0.3:
            return Request(self.person(), "DELETE", path, None, {"If-Match": "*"})
        return Request(self.person(), "POST", path, {"label": "customer", "days": self.random.choice((7, -1))})

    def file(self) -> Request:
        content = self.random.choice((b"item,quantity\npole,1\n", b"\x00\x01\x02"))
        return Request(self.person(), "POST", f"{self.project()}/files", form={"file": content})

    def token(self) -> Request:
        body = {"name": "machine", "scopes": self.random.choice((["read"], ["admin"], []))}
        return Request(self.person(), "POST", "/account/tokens", body)
