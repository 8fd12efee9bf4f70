"""Sites whose every request comes from a person that a test names."""

from dataclasses import replace

from starlette.testclient import TestClient

from rostra.accounts import HERE, Person
from rostra.web import _site, create_site

PAGE = {"accept": "text/html"}


READER = Person("r1", "Rita", "reader")
OTHER = replace(READER, id="r2")
MEMBER = Person("m1", "Mia", "member")
__all__ = ["HERE", "MEMBER", "OTHER", "READER", "client_of", "post", "state_of"]


def client_of(app, person, monkeypatch):
    """Return a client of the site to which every request comes from a person."""

    def known(inner, _app):
        async def with_person(scope, receive, send):
            if scope["type"] == "http":
                scope.setdefault("state", {})["person"] = person
            await inner(scope, receive, send)

        return with_person

    with monkeypatch.context() as patch:
        patch.setattr(_site, "known", known)
        site = create_site(app)
    return TestClient(site, base_url="http://127.0.0.1:8420", headers=PAGE, follow_redirects=False)


def post(client, path, /, **form):
    """Send a form with the token of the site's own page."""
    token = client.get("/posts/-none-").text.split('data-csrf="')[1][:64]
    return client.post(path, data={**form, "csrf": token})


def state_of(site):
    """Return what a site holds, from behind the layers around it."""
    seen = [site]
    while seen:
        one = seen.pop()
        if hasattr(one, "state") and hasattr(one.state, "turns"):
            return one.state
        seen += [cell.cell_contents for cell in getattr(one, "__closure__", None) or ()]
    raise AssertionError("no site inside")
