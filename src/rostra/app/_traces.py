"""Spans for an OpenTelemetry collector, where one is configured; else nothing at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from time import time_ns
from typing import TYPE_CHECKING, Any, TypeAlias

from rostra.errors import SettingsError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from rostra.assistant import Step
    from rostra.settings import Settings

Attributes: TypeAlias = Mapping[str, str | int | float | bool]

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The request that is worked on, for log lines; "" outside of one."""


@dataclass(frozen=True, slots=True)
class Traces:
    """Where spans go; `tracer` is None where nobody collects them."""

    tracer: Any = None
    provider: Any = None

    @contextmanager
    def span(self, name: str, attributes: Attributes | None = None) -> Iterator[Any]:
        """Measure what happens inside; yields the span, None where nobody collects."""
        within: AbstractContextManager[Any] = nullcontext()
        if self.tracer is not None:
            within = self.tracer.start_as_current_span(name, attributes=dict(attributes or {}))
        with within as span:
            yield span

    def steps(self, steps: Iterable[Step], ended_ns: int = 0) -> None:
        """Add the steps of an answer that ended, one after the other, to the current span.

        A step's name, seconds and counts are told; no text of a post or a question.
        """
        if self.tracer is None:
            return
        told = tuple(steps)
        at = (ended_ns or time_ns()) - int(sum(step.seconds for step in told) * 1e9)
        for step in told:
            counts = {"rostra.kept": step.kept, "rostra.dropped": len(step.dropped)}
            span = self.tracer.start_span(f"step {step.name}", start_time=at, attributes=counts)
            at += int(step.seconds * 1e9)
            span.end(at)

    def close(self) -> None:
        """Send what waits, and end."""
        if self.provider is not None:
            self.provider.shutdown()


def open_traces(settings: Settings, version: str) -> Traces:
    """Open the way to the collector the settings name.

    Raises SettingsError where one is named and the extra `telemetry` is not installed.
    """
    endpoint = settings.telemetry.endpoint
    if not endpoint:
        return Traces()
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
        from opentelemetry.sdk.trace.sampling import ParentBasedTraceIdRatio
    except ImportError:
        msg = "telemetry.endpoint needs the extra: pip install 'rostra[telemetry]', or leave it out"
        raise SettingsError(msg) from None
    resource = Resource.create({"service.name": "rostra", "service.version": version})
    sampler = ParentBasedTraceIdRatio(settings.telemetry.share)
    provider = TracerProvider(resource=resource, sampler=sampler)
    exporter = OTLPSpanExporter(endpoint=endpoint, timeout=settings.telemetry.timeout_s)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return Traces(provider.get_tracer("rostra", version), provider)
