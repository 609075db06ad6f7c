"""One trace id from the message that came in to the answer that went out, in every line of the log.

The id is made of what names the message (channel, account, the platform's id), so it needs no place in the database:
whoever handles the message, in whichever process, comes to the same.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Final

from bot.errors import SettingsError
from bot.messages import Address, InboundMessage, OutboundMessage

_CURRENT: Final[ContextVar[str]] = ContextVar("trace", default="")


def of_inbound(message: InboundMessage) -> str:
    """The trace of a message that came in: 32 hex digits."""
    return _made(message.sender, message.id)


def of_outbound(message: OutboundMessage) -> str:
    """The trace of the message that this one answers; of what we say by ourselves, one of the case, else its own."""
    if message.in_reply_to:
        return _made(message.to, message.in_reply_to)
    return _digest("case", message.case_number) if message.case_number else _digest("outbox", str(message.id))


def current() -> str:
    """The trace of what is being done now; "" outside of any."""
    return _CURRENT.get()


@contextmanager
def within(trace: str, name: str, **attributes: str) -> Iterator[None]:
    """What is logged meanwhile, here and in what is called, carries the trace; a span `name` of it is exported."""
    token = _CURRENT.set(trace)
    try:
        with _open_span(trace, name, attributes):
            yield
    finally:
        _CURRENT.reset(token)


def _no_span(_trace: str, _name: str, _attributes: Mapping[str, str]) -> AbstractContextManager[object]:
    return nullcontext()


#: Opens a span; the real one stands here once `export` was called.
_open_span: Callable[[str, str, Mapping[str, str]], AbstractContextManager[object]] = _no_span


def export(endpoint: str, release: str) -> Callable[[], None]:
    """Send spans to an OpenTelemetry collector (OTLP over HTTP); returns what sends the rest and ends it.

    Raises SettingsError where the packages are missing.
    """
    global _open_span
    try:
        from opentelemetry import trace as api
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise SettingsError(
            ["monitoring.traces: needs further packages: pip install 'huiyin[tracing]' (or leave it empty)."]
        ) from error
    provider = TracerProvider(resource=Resource.create({"service.name": "huiyin", "service.version": release}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    tracer = provider.get_tracer("huiyin")

    def opened(trace: str, name: str, attributes: Mapping[str, str]) -> AbstractContextManager[object]:
        # The message itself is the root: every stage, in whichever process, is a child of the same made-up span.
        root = api.SpanContext(
            trace_id=int(trace, 16), span_id=int(trace[:16], 16), is_remote=True, trace_flags=api.TraceFlags(1)
        )
        context = api.set_span_in_context(api.NonRecordingSpan(root))
        return tracer.start_as_current_span(name, context=context, attributes=dict(attributes))

    _open_span = opened
    return provider.shutdown


class WithTrace(logging.Filter):
    """Gives each record its trace."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never holds a record back."""
        record.trace = _CURRENT.get()
        return True


def _made(address: Address, id: str) -> str:
    return _digest(address.channel, address.account, id)


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()
