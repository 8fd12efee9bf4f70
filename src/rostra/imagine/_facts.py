"""What is told of a picture inside its own file: PNG texts, EXIF, XMP; written once, read back."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from xml.sax.saxutils import escape, quoteattr

from rostra.errors import PainterGarbage
from rostra.imagine._record import MAKER, Records, prompt_hash, with_records
from rostra.imagine._types import Credit, Order, Painted

SourceType = Literal[
    "trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic",
    "algorithmicMedia",
]  # fmt: skip
"""Terms of IPTC's list of digital source types (cv.iptc.org/newscodes/digitalsourcetype)."""
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
NAMESPACE = "https://github.com/rostra/rostra/ns/1.0/"
LONGEST_VALUE = 2_000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TOLD = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"caBX"}
"""Chunks of a PNG that tell of it; ours take their place. caBX holds a C2PA manifest."""
_XMP = "XML:com.adobe.xmp"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Facts:
    """What made a picture, from what, when, under which policy.

    `prompt_sha256` is the hash of the prompt as it was written; the prompt itself is in no file.
    `made` has a zone. `source` says how the picture came to be, in IPTC's terms.
    """

    painter: str
    model: str
    seed: int
    style: str
    prompt_sha256: str
    made: datetime | None = None
    policy: str = ""
    source: SourceType = "trainedAlgorithmicMedia"
    copyright: str = ""
    licence: str = ""


def facts_of(painted: Painted, order: Order) -> Facts:
    """Give the facts of a picture that was painted for an order."""
    if painted.painter == "illustrator":
        return facts_by_rules(order, painted.seed, painted.model, painted.credit)
    source: SourceType = "trainedAlgorithmicMedia"
    if order.task != "paint":
        source = "compositeWithTrainedAlgorithmicMedia"
    whose = " ".join(c.text for c in painted.credit)
    licence = " ".join(c.url or c.licence for c in painted.credit)
    return Facts(
        painted.painter, painted.model, painted.seed, order.style, prompt_hash(order.prompt),
        order.now, order.policy, source, whose, licence,
    )  # fmt: skip


def facts_by_rules(order: Order, seed: int, model: str, credit: Sequence[Credit]) -> Facts:
    """Give the facts of an illustrator's picture; `model` is `rules`, or names who planned it."""
    return Facts(
        MAKER, model, seed, order.style, prompt_hash(order.prompt), order.now, order.policy,
        "algorithmicMedia" if model == "rules" else "compositeSynthetic",
        " ".join(c.text for c in credit), " ".join(c.url or c.licence for c in credit),
    )  # fmt: skip


def records_of(facts: Facts) -> Records:
    """Give facts as keywords and values, in a fixed order, without the prompt."""
    ours = facts.painter == MAKER
    held = (
        ("Software", MAKER if ours else "Rostra"),
        ("Source", f"{facts.painter}; {facts.model}; seed {facts.seed}; style {facts.style}"),
        ("Creation Time", facts.made.isoformat() if facts.made else ""),
        ("Copyright", facts.copyright),
        ("License", facts.licence),
        ("Disclaimer", f"{'Composed by a program' if ours else 'Made by AI'}; not a photograph."),
        ("Prompt-SHA256", facts.prompt_sha256),
        ("Policy-Version", facts.policy),
        ("Digital-Source-Type", SOURCE_TYPES + facts.source),
    )
    return tuple((key, _line(value)) for key, value in held if value)


def told_in_png(png: bytes, facts: Facts) -> bytes:
    """Write facts into a PNG, in place of whatever it told before; the pixels stay as they are.

    Raises PainterGarbage where the bytes are no PNG.
    """
    return with_records(_bare(png), (*records_of(facts), (_XMP, xmp(facts))))


def as_jpeg(png: bytes, facts: Facts, quality: int = 90) -> bytes:
    """Give a picture as JPEG with its facts as EXIF and XMP; what is transparent becomes white."""
    from PIL import Image

    with Image.open(io.BytesIO(png), formats=("PNG",)) as opened:
        whole = opened.convert("RGBA")
    flat = Image.new("RGB", whole.size, "white")
    flat.paste(whole, mask=whole.getchannel("A"))
    told = dict(records_of(facts))
    exif = Image.Exif()
    exif[0x0131] = told["Software"]
    if "Copyright" in told:
        exif[0x8298] = told["Copyright"].encode()  # EXIF says ASCII; readers take UTF-8
    text = "\n".join(f"{key}: {value}" for key, value in told.items())
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + text.encode("utf-16-be")
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=quality, exif=exif, xmp=xmp(facts).encode())
    return out.getvalue()


def read_facts(data: bytes) -> Facts | None:
    """Read the facts in a PNG or JPEG of ours; None where there are none.

    They are only what the file says; whether it is true a signature alone can tell.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            if opened.format == "PNG":
                told = {str(k): v for k, v in opened.info.items() if isinstance(v, str)}
            else:
                told = _commented(opened.getexif().get_ifd(0x8769).get(0x9286))
        return _facts({key: value[:LONGEST_VALUE] for key, value in told.items()})
    except (OSError, ValueError, KeyError, SyntaxError, TypeError, struct.error):
        return None


def xmp(facts: Facts) -> str:
    """Give facts as an XMP packet (ISO 16684-1), with IPTC's digital source type."""
    spaces = {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "dc": "http://purl.org/dc/elements/1.1/", "xmp": "http://ns.adobe.com/xap/1.0/",
        "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
        "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "rostra": NAMESPACE,
    }  # fmt: skip
    told = dict(records_of(facts))
    held = {
        "xmp:CreatorTool": told["Software"],
        "xmp:CreateDate": told.get("Creation Time", ""),
        "xmpRights:WebStatement": told.get("License", ""),
        "Iptc4xmpExt:DigitalSourceType": told["Digital-Source-Type"],
        "rostra:Source": told["Source"],
        "rostra:PromptSHA256": facts.prompt_sha256,
        "rostra:PolicyVersion": told.get("Policy-Version", ""),
    }
    names = " ".join(f'xmlns:{key}="{value}"' for key, value in spaces.items())
    values = " ".join(f"{key}={quoteattr(value)}" for key, value in held.items() if value)
    rights = escape(told.get("Copyright", "") or told["Disclaimer"])
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x='
        f'"adobe:ns:meta/"><rdf:RDF {names}><rdf:Description rdf:about="" {values}><dc:rights>'
        f'<rdf:Alt><rdf:li xml:lang="x-default">{rights}</rdf:li></rdf:Alt></dc:rights>'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )


def _line(value: str) -> str:
    """Make one line of a value: no breaks, nothing that no file format takes."""
    return _CONTROL.sub(" ", value)[:LONGEST_VALUE].strip()


def _bare(png: bytes) -> bytes:
    """Take out of a PNG the chunks that tell of it."""
    if not png.startswith(_SIGNATURE):
        raise PainterGarbage("what shall be marked is no PNG; give the picture as it was painted")
    kept, at = [_SIGNATURE], len(_SIGNATURE)
    while at + 12 <= len(png):
        size = struct.unpack(">I", png[at : at + 4])[0]
        kind, end = png[at + 4 : at + 8], at + 12 + size
        if end > len(png):
            break
        if kind not in _TOLD:
            kept.append(png[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    raise PainterGarbage("what shall be marked is a PNG that ends too soon; draw again")


def _commented(comment: object) -> dict[str, str]:
    if not isinstance(comment, bytes) or not comment.startswith(b"UNICODE\0"):
        return {}
    lines = comment[8:].decode("utf-16-be", "replace").split("\n")
    return dict(line.split(": ", 1) for line in lines if ": " in line)


def _facts(told: dict[str, str]) -> Facts | None:
    """Put facts together again from keywords and values; None or ValueError where they are not."""
    if not told.get("Software", "").startswith("Rostra"):
        return None
    painter, *model, seed, style = told["Source"].split("; ")
    term = told.get("Digital-Source-Type", "").removeprefix(SOURCE_TYPES)
    source: SourceType = next((s for s in get_args(SourceType) if s == term), "algorithmicMedia")
    return Facts(
        painter, "; ".join(model), int(seed.removeprefix("seed ")), style.removeprefix("style "),
        told["Prompt-SHA256"],
        datetime.fromisoformat(told["Creation Time"]) if "Creation Time" in told else None,
        told.get("Policy-Version", ""), source, told.get("Copyright", ""), told.get("License", ""),
    )  # fmt: skip
