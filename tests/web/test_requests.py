"""Each request has an id, a line in the log, a figure and a span; none tells what people wrote."""

import json
import logging
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from starlette.testclient import TestClient

from rostra.app import Intake, open_app, this_process
from rostra.app._logs import JsonLines
from rostra.settings import load_settings
from rostra.web import create_site

SECRET = "zyzzyva"
POST = {
    "id": "t:1",
    "text": f"The harbour ferry {SECRET} is late because of fog.",
    "network": "mastodon",
    "author": {"id": "urn:ann", "handle": "ann"},
    "created": "2024-05-04T12:00:00Z",
}


class Collector(HTTPServer):
    """A collector on loopback that keeps the spans it is sent."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Taking)
        self.spans = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Taking(BaseHTTPRequestHandler):
    def do_POST(self):
        raw = self.rfile.read(int(self.headers["content-length"]))
        if self.headers.get("content-encoding") == "gzip":
            import gzip

            raw = gzip.decompress(raw)
        sent = ExportTraceServiceRequest.FromString(raw)
        self.server.spans += [
            s for r in sent.resource_spans for c in r.scope_spans for s in c.spans
        ]
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *said):
        pass


@pytest.fixture(scope="module")
def collector():
    made = Collector()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture(scope="module")
def app(tmp_path_factory, collector):
    environ = {
        "ROSTRA_MODELS__RERANK": "false",
        "ROSTRA_TELEMETRY__ENDPOINT": f"http://127.0.0.1:{collector.server_port}/v1/traces",
    }
    settings = load_settings(data=tmp_path_factory.mktemp("requests"), environ=environ)
    with open_app(settings, owner=this_process("serve", datetime(2024, 5, 4, tzinfo=UTC))) as app:
        app.take_in(Intake(json.dumps(POST), "test"))
        yield app


@pytest.fixture
def client(app):
    return TestClient(create_site(app), base_url="http://127.0.0.1:8420")


def test_a_sound_id_is_kept_and_another_is_replaced(client):
    given = client.get("/healthz", headers={"x-request-id": "proxy-17.a_b"})
    assert given.headers["x-request-id"] == "proxy-17.a_b"
    for odd in ("a b", "x" * 65, "a\x7f", "<script>"):
        made = client.get("/healthz", headers={"x-request-id": odd}).headers["x-request-id"]
        assert made != odd
        assert len(made) == 16
    assert client.get("/healthz", headers={"host": "evil"}).headers["x-request-id"]


def test_the_log_tells_the_route_and_nothing_people_wrote(client, caplog):
    with caplog.at_level(logging.INFO, "rostra"):
        client.post(f"/v1/ask?q={SECRET}", json={"question": f"{SECRET} ferry?", "model": "none"})
        client.get(f"/{SECRET}")
        client.get("/healthz")
    lines = [r for r in caplog.records if r.name == "rostra.requests"]
    assert [(r.method, r.route, r.status) for r in lines] == [
        ("POST", "/v1/ask", 200),
        ("GET", "", 404),
    ]
    written = [json.loads(JsonLines().format(record)) for record in lines]
    assert SECRET not in json.dumps(written)
    assert written[0]["bytes"] > 0


def test_lines_of_a_request_bear_its_id(client, caplog, app):
    def failing(_asking):
        logging.getLogger("rostra.test").info("at work")
        line.append(JsonLines().format(caplog.records[-1]))
        yield from ()

    line = []
    asked, app.ask = app.ask, failing
    try:
        with caplog.at_level(logging.INFO, "rostra"):
            client.post(
                "/v1/ask",
                json={"question": "ferry?"},
                headers={"accept": "text/event-stream", "x-request-id": "one-7"},
            )
    finally:
        app.ask = asked
    assert json.loads(line[0])["request"] == "one-7"


def test_figures_count_routes_not_paths(client):
    for number in range(30):
        client.get(f"/nothing/{number}")
    client.request("BREW", "/nothing")
    text = client.get("/metrics").text
    assert 'rostra_http_replies_total{method="GET",route="none",status="404"}' in text
    assert 'method="other"' in text
    assert "/nothing" not in text


def test_ready_says_what_is_wrong(client, app):
    assert client.get("/readyz").json() == {
        "status": "ready",
        "parts": {"posts": "ok", "records": "ok"},
    }
    sound, app.ready = app.ready, lambda: {"posts": "the post store failed", "records": "ok"}
    try:
        told = client.get("/readyz")
    finally:
        app.ready = sound
    assert told.status_code == 503
    assert told.json()["parts"]["posts"] == "the post store failed"


def test_spans_hold_steps_and_no_words(client, collector, app):
    client.post("/v1/ask", json={"question": f"is the {SECRET} ferry late?", "model": "none"})
    app.traces.provider.force_flush()
    names = {span.name for span in collector.spans}
    assert "HTTP POST" in names
    steps = [span for span in collector.spans if span.name.startswith("step ")]
    assert steps
    asked = {span.span_id: span for span in collector.spans}
    assert asked[steps[-1].parent_span_id].name == "HTTP POST"
    assert all(SECRET not in str(span) for span in collector.spans)
