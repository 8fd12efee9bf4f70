"""Every picture carries where it comes from: facts, a signed C2PA manifest, a mark if wanted."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rostra.errors import PainterError, PainterGarbage
from rostra.imagine._facts import SOURCE_TYPES, Facts, as_jpeg, told_in_png
from rostra.imagine._letters import Font
from rostra.imagine._mark import stamped
from rostra.imagine._record import MAKER
from rostra.imagine._signer import Signer

LABEL = "io.github.rostra.drawing"
"""The assertion of our own: what the standard ones have no place for."""
_KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_SETTINGS = {"builder": {"thumbnail": {"enabled": False}}, "verify": {"verify_after_sign": True}}


@dataclass(frozen=True, slots=True)
class Signed:
    """What a C2PA manifest says, and whether it holds.

    `state` is `Trusted` (signed under an authority that was given), `Valid` (nothing was changed
    since it was signed, by somebody unknown) or `Invalid`. `faults` are the library's codes.
    """

    state: str
    signer: str
    actions: tuple[str, ...]
    source: str
    drawing: dict[str, Any]
    parents: int
    faults: tuple[str, ...]


def marked(
    png: bytes, facts: Facts, *, signer: Signer | None = None, parent: bytes | None = None,
    visible: bool = False, letters: Sequence[Font] = (),
) -> bytes:  # fmt: skip
    """Give a picture with its facts, and signed where there is a signer.

    `parent` is the picture that was edited, as PNG or JPEG. `visible` draws the mark with
    `letters`. Raises PainterGarbage for what is no PNG, PainterError where signing fails.
    """
    if parent is not None and not parent.startswith(tuple(_KINDS)):
        raise PainterGarbage("what was edited is neither PNG nor JPEG; give it as it was ordered")
    if visible:
        png = stamped(png, "rules" if facts.painter == MAKER else "ai", letters)
    told = told_in_png(png, facts)
    return told if signer is None else _signed(told, "image/png", facts, signer, parent)


def marked_jpeg(
    png: bytes, facts: Facts, *, signer: Signer | None = None, quality: int = 90
) -> bytes:
    """Give a picture of ours as JPEG with its facts, and signed where there is a signer.

    Signed, it names the PNG (with its own manifest) as what it was made of.
    """
    told = as_jpeg(png, facts, quality)
    return told if signer is None else _signed(told, "image/jpeg", facts, signer, png)


def read_manifest(data: bytes, authority: str = "") -> Signed | None:
    """Read the C2PA manifest of a picture; None where it has none or c2pa is not installed.

    `authority` is the PEM of the authority to trust (that of our signer), else nobody is trusted.
    """
    try:
        import c2pa
    except ImportError:
        return None
    trust: dict[str, Any] = {"verify": {"verify_trust": True}}
    if authority:
        trust["trust"] = {"trust_anchors": authority}
    try:
        with (
            c2pa.Context(c2pa.Settings.from_dict(trust)) as context,
            c2pa.Reader(None, io.BytesIO(data), context=context) as reader,
        ):
            told, state = json.loads(reader.json()), reader.get_validation_state()
    except c2pa.C2paError:
        return None
    return _read(told, str(state))


def _read(told: dict[str, Any], state: str) -> Signed:
    active = told["manifests"][told["active_manifest"]]
    held = {part["label"]: part["data"] for part in active.get("assertions", ())}
    actions = next((d["actions"] for k, d in held.items() if k.startswith("c2pa.actions")), ())
    sources = [a["digitalSourceType"] for a in actions if "digitalSourceType" in a]
    parents = [i for i in active.get("ingredients", ()) if i.get("relationship") == "parentOf"]
    return Signed(
        state, str(active.get("signature_info", {}).get("common_name", "")),
        tuple(a["action"] for a in actions),
        sources[-1].removeprefix(SOURCE_TYPES) if sources else "", held.get(LABEL, {}),
        len(parents), tuple(fault["code"] for fault in told.get("validation_status", ())),
    )  # fmt: skip


def _signed(data: bytes, mime: str, facts: Facts, signer: Signer, parent: bytes | None) -> bytes:
    """Put a signed manifest into a picture (C2PA 2.1, claim version 2)."""
    import c2pa

    info = c2pa.C2paSignerInfo("es256", signer.chain.encode(), signer.key.encode(), None)
    out = io.BytesIO()
    try:
        with (
            c2pa.Context(c2pa.Settings.from_dict(_SETTINGS)) as context,
            c2pa.Builder(_manifest(facts, mime, _action(mime, parent)), context) as builder,
            c2pa.Signer.from_info(info) as pen,
        ):
            if parent is not None:
                builder.set_intent(c2pa.C2paBuilderIntent.EDIT)
                kind = next(mime for start, mime in _KINDS.items() if parent.startswith(start))
                told = {"title": "source", "relationship": "parentOf"}
                builder.add_ingredient(told, kind, io.BytesIO(parent))
            builder.sign(pen, mime, io.BytesIO(data), out)
    except c2pa.C2paError as error:
        raise PainterError(
            f"the picture cannot be signed ({error}); remove the signer's files to make new ones"
        ) from error
    return out.getvalue()


def _action(mime: str, parent: bytes | None) -> str:
    """Name what was done: drawn, changed, or only written in another format."""
    if parent is None:
        return "c2pa.created"
    return "c2pa.edited" if mime == "image/png" else "c2pa.transcoded"


def _manifest(facts: Facts, mime: str, done: str) -> dict[str, Any]:
    action: dict[str, Any] = {"action": done}
    if done != "c2pa.transcoded":
        action["digitalSourceType"] = SOURCE_TYPES + facts.source
        action["softwareAgent"] = {"name": f"{facts.painter} ({facts.model})"}
    if facts.made is not None:
        action["when"] = facts.made.isoformat()
    drawing = {k: v for k, v in asdict(facts).items() if k not in ("made", "source") and v != ""}
    return {
        "claim_generator_info": [{"name": "Rostra"}],
        "title": f"picture of {facts.painter}",
        "format": mime,
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [action]}},
            {"label": LABEL, "data": drawing},
        ],
    }
