"""Pages as a person sees them: the real routes over a real app, with the person said outright."""

from starlette.testclient import TestClient

from rostra.accounts import Person
from rostra.web._site import PAGES, _starlette, open_works

HERE = Person("", "", "admin")


def site_of(app):
    """Return the pages of an app; who asks is said by `client_as`."""
    site = _starlette(app, [route for page in PAGES for route in page.routes()])
    open_works(site, app)
    site.state.csrf_key = b"k" * 32
    return site


def client_as(site, person, **headers):
    """Return a browser of a person's (None: nobody signed in)."""

    async def with_person(scope, receive, send):
        if scope["type"] == "http":
            scope.setdefault("state", {})["person"] = person
        await site(scope, receive, send)

    return TestClient(
        with_person, base_url="http://127.0.0.1:8420", headers={"accept": "text/html", **headers}
    )
