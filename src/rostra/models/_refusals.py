"""Read a server's refusal: what it means, whether asking again can help, what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rostra.errors import ModelDenied, ModelError, ModelUnreachable, OwnKeyRefused
from rostra.models._spec import ModelSpec

if TYPE_CHECKING:
    import httpx

LONGEST_REASON = 64_000  # bytes read of an error page


class Again(Exception):
    """The call may be repeated after `pause` seconds (0: as usual); else raise `error`."""

    def __init__(self, error: ModelError, pause: float = 0.0) -> None:
        super().__init__(str(error))
        self.error = error
        self.pause = pause


def refusal(spec: ModelSpec, url: str, reply: httpx.Response, own: str = "") -> Exception:
    """Turn a reply that is not 200 into the error to raise, or into Again.

    `own` is a person's own key that was sent; what the server says of it is told to nobody.
    """
    status = reply.status_code
    if own and status in (401, 402, 403):
        return OwnKeyRefused(
            f"{urlsplit(url).hostname} refuses your own key for {spec.name!r} ({status}). Change "
            "or remove it on your account page (/account), under your own keys"
        )
    said = _reason(reply)
    if own:
        said = said.replace(own, "…")
    at = f"the model server at {url}"
    if status in (401, 403):
        return ModelDenied(
            f"{at} refuses the key of {spec.name!r} ({status}: {said}). Set api_key_env of that "
            "model to the variable that holds the right one"
        )
    if status == 404 and "model" in said.lower():
        return ModelDenied(
            f"{at} knows no model {spec.model!r} ({said}). See which it has with: rostra models "
            f"check {spec.name}"
        )
    if status in (404, 405) or 300 <= status < 400:
        to = reply.headers.get("location")
        return ModelDenied(
            f"nothing answers chat requests at {url} ({status}{f', sent on to {to}' if to else ''})"
            f". base_url of {spec.name!r} is wrong; it mostly ends in /v1"
        )
    if status == 429 or status >= 500:
        busy = "is busy" if status in (429, 503) else "failed"
        pause = _retry_after(reply)
        later = f"; it asks to wait {pause:g} s" if pause else ""
        return Again(ModelUnreachable(f"{at} {busy} ({status}: {said}){later}. Ask later"), pause)
    return ModelError(f"{at} refuses the request of {spec.name!r} ({status}: {said})")


def _reason(reply: httpx.Response) -> str:
    """Read why, from JSON the way an API says it or from plain text."""
    import httpx

    body = b""
    try:
        for piece in reply.iter_bytes():
            body += piece
            if len(body) > LONGEST_REASON:
                break
    except httpx.HTTPError:
        pass  # what came of the reason is enough
    text = body.decode("utf-8", "replace").strip()
    try:
        parsed: Any = json.loads(text)
    except (ValueError, RecursionError):
        return text[:120] or reply.reason_phrase or "no reason given"
    error = parsed.get("error", parsed) if isinstance(parsed, dict) else parsed
    message = error.get("message") or error.get("detail") if isinstance(error, dict) else error
    return str(message or text)[:300]


def _retry_after(reply: httpx.Response) -> float:
    """Read Retry-After in seconds; a date, or nonsense, counts as not said."""
    try:
        return max(0.0, float(reply.headers.get("retry-after", "")))
    except ValueError:
        return 0.0
