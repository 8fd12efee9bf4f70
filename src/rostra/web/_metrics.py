"""Figures for Prometheus, in a registry of our own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rostra.accounts import same
from rostra.app import App
from rostra.assistant import Answer

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from rostra.accounts import Person

SECONDS = (0.1, 0.3, 1.0, 2.0, 5.0, 10.0, 20.0, 60.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
FEED_COUNTS = ("posts", "edits", "deletions", "repeated", "garbage", "dropped", "refused", "gaps")


class Meters:
    """Counts what this process does; feeds and store are read when asked."""

    def __init__(self, app: App) -> None:
        from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector

        self._traces = app.traces
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.registry.register(_Picture(app))
        self._replies = Counter(
            "rostra_http_replies",
            "Replies by method, route and status",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self._reply_seconds = Histogram(
            "rostra_http_seconds",
            "Time to the end of a reply, by route",
            ["route"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self._asks = Counter(
            "rostra_asks", "Questions by how they ended", ["result"], registry=self.registry
        )
        self._seconds = Histogram(
            "rostra_ask_seconds",
            "Time to the whole answer",
            buckets=SECONDS,
            registry=self.registry,
        )
        self._steps = Histogram(
            "rostra_step_seconds",
            "Time at each step of an answer",
            ["step"],
            buckets=SECONDS,
            registry=self.registry,
        )

    def asked(self, answer: Answer, seconds: float) -> None:
        """Count an answer."""
        self._asks.labels("answered" if answer.found else "nothing_found").inc()
        self._seconds.observe(seconds)
        for step in answer.steps:
            self._steps.labels(step.name).observe(step.seconds)
        self._traces.steps(answer.steps)

    def replied(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a reply; what no route answered counts as one kind, or strangers fill the list."""
        known = method if method in METHODS else "other"
        self._replies.labels(known, route or "none", str(status)).inc()
        self._reply_seconds.labels(route or "none").observe(seconds)

    def failed(self) -> None:
        """Count a question that ended in an error."""
        self._asks.labels("failed").inc()


class _Picture:
    """Reads feeds and store at the moment of scraping."""

    def __init__(self, app: App) -> None:
        self._app = app

    def describe(self) -> list[Any]:
        """Promise nothing, so that registering does not scrape."""
        return []

    def collect(self) -> Iterator[Any]:
        """Yield the families of figures."""
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        status = self._app.status()
        yield GaugeMetricFamily("rostra_store_posts", "Posts in the store", value=status.posts)
        yield GaugeMetricFamily("rostra_store_bytes", "Size of the data folder", value=status.disk)
        up = GaugeMetricFamily("rostra_feed_connected", "1 while connected", labels=["feed"])
        lag = GaugeMetricFamily(
            "rostra_feed_lag_seconds", "Age of the newest post", labels=["feed"]
        )
        for feed in status.feeds:
            up.add_metric([feed.name], float(feed.status == "connected"))
            if feed.lag_s is not None:
                lag.add_metric([feed.name], feed.lag_s)
        yield up
        yield lag
        for name in FEED_COUNTS:
            family = CounterMetricFamily(f"rostra_feed_{name}", f"{name} by feed", labels=["feed"])
            for feed in status.feeds:
                family.add_metric([feed.name], getattr(feed, name))
            yield family


async def metrics(request: Request) -> Response:
    """Answer in Prometheus' text format.

    Who at this machine needs no sign-in may read them; else it takes the token of the settings, or
    an administrator.
    """
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import PlainTextResponse, Response

    if not await run_in_threadpool(_may_read, request):
        says = "be an administrator, or send server.metrics_token as `Authorization: Bearer …`"
        headers = {"www-authenticate": "Bearer"}
        return PlainTextResponse(f"{says}\n", 401, headers=headers)
    meters: Meters = request.app.state.meters
    text = await run_in_threadpool(generate_latest, meters.registry)
    return Response(text, media_type=CONTENT_TYPE_LATEST)


def _may_read(request: Request) -> bool:
    person: Person | None = request.state.person
    if person is not None and person.at_least("admin"):
        return not person.key or "admin" in person.scopes
    app: App = request.app.state.app
    server = app.settings.server
    named = server.metrics_token_env
    expected = server.metrics_token or (os.environ.get(named, "") if named else "")
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    return bool(expected) and kind.lower() == "bearer" and same(given.strip(), expected)
