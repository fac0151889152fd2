"""A project with a tree of parts, and whoever edits it as a machine does."""

from apex.schema.text import load_yaml
from apex.settings import ROOT

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
PIER = {**DESIGN, "foundation": {"kind": "drilled_pier", "shape": "round", "diameter_ft": 3, "fc_psi": 4000}}
FACE = {"label": "Acrylic", "number": "AC-316", "quantity": 2, "unit_price_usd": 120.5}


class Shop:
    """A project with a tree, and whoever edits it as a machine does."""

    def __init__(self, house, design=DESIGN):
        self.house, self.client = house, house.client("engineer")
        self.id = house.project(self.client, design=design)["id"]
        self.url, self.page = f"/api/v1/projects/{self.id}/tree", f"/projects/{self.id}/tree"
        self.main = self.now()["tree"]["children"][0]["id"]

    def now(self):
        return self.client.get(self.url).get_json()["result"]

    def send(self, etag="*", **body):
        return self.client.post(self.url, json=body, headers={"If-Match": etag})

    def do(self, **body):
        answer = self.send(**body)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_json()["result"]

    def refused(self, **body):
        answer = self.send(**body)
        assert answer.status_code == 422
        return "; ".join(e["message"] for e in answer.get_json()["errors"])

    def face(self, parent="", **more):
        return self.do(do="add", parent=parent or self.main, kind="face", part={**FACE, **more})["made"][0]

    def get(self, what):
        return self.client.get(f"/api/v1/projects/{self.id}/{what}").get_json()["result"]

    @property
    def design(self):
        return self.get("design")

    @property
    def versions(self):
        return self.get("versions")["items"]


def labels(node):
    return [child["label"] for child in node["children"]]
