"""The API's description, its page, and requests made up from it: none breaks the server."""

import schemathesis
from hypothesis import HealthCheck, given, settings
from serving import ECHO, scripted, site
from starlette.testclient import TestClient

from rostra.api import create_api
from rostra.models import Scripted


class Sayer(Scripted):
    def page(self, *_):
        return {"tokens": [{"id": 1, "piece": "x"}]}


def test_the_page_loads_nothing_from_elsewhere(app):
    client = TestClient(site(app), base_url="http://127.0.0.1:8420")
    page = client.get("/v1/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "<code>/v1/chat/completions</code>" in page.text
    assert client.get("/v1/docs.css").headers["content-type"].startswith("text/css")
    assert "<script" not in page.text
    assert "https://" not in page.text.replace("https://reader.example", "")
    told = client.get("/v1/openapi.json").json()
    assert (
        "example"
        in told["paths"]["/responses"]["post"]["requestBody"]["content"]["application/json"]
    )
    assert "422" not in str(told["paths"])


def drawn_cheaply(body):
    """Draw one small picture where several large ones were asked for; what is wrong stays so."""
    many = type(body.get("n")) is int and 1 <= body["n"] <= 10
    return {**body, "size": body.get("size") or "64x64"} | ({"n": 1} if many else {})


def test_no_request_that_can_be_made_up_breaks_it(app):
    scripted(app, Sayer(lambda *_: ECHO), tools=True, json_schema=True)
    schema = schemathesis.openapi.from_asgi("/openapi.json", create_api(app))
    tried = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=5,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def holds(case):
            if case.path.startswith("/images/") and isinstance(case.body, dict):
                case.body = drawn_cheaply(case.body)
            told = case.call(headers={"authorization": "Bearer x"})
            tried.append(case.path)
            assert told.status_code != 500, (case.method, case.path, case.body, told.text)

        holds()
    assert len(tried) > 60
    assert "/images/generations" in tried
