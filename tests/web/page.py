"""A page as a browser without scripts sends it: the successful controls of its forms."""

from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, MultiDict]] = []
        self.select: str | None = None
        self.options: list[tuple[str, bool]] = []
        self.area: str | None = None
        self.text = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append((given.get("action", ""), MultiDict()))
        if not self.forms:
            return
        fields = self.forms[-1][1]
        name = given.get("name")
        if tag == "input" and name and given.get("type") not in ("submit", "button", "file"):
            if given.get("type") in ("checkbox", "radio") and "checked" not in given:
                return
            fields.add(name, given.get("value") or "")
        elif tag == "select":
            self.select, self.options = name, []
        elif tag == "option" and self.select:
            self.options.append((given.get("value") or "", "selected" in given))
        elif tag == "textarea":
            self.area, self.text = name, ""

    def handle_data(self, data):
        if self.area:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "select" and self.select:
            chosen = [value for value, marked in self.options if marked] or [v for v, _ in self.options[:1]]
            for value in chosen[:1]:
                self.forms[-1][1].add(self.select, value)
            self.select = None
        elif tag == "textarea" and self.area:
            self.forms[-1][1].add(self.area, self.text)
            self.area = None


def form(page: str, action: str) -> MultiDict:
    """What the form with this action sends when nobody touches it."""
    reader = _Forms()
    reader.feed(page)
    (found,) = [fields for where, fields in reader.forms if where == action]
    return found
