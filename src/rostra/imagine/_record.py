"""Who made a picture, from what and when: written into the PNG and the SVG, said to the reader."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from hashlib import sha256

from rostra.errors import PainterGarbage
from rostra.imagine._basics import (
    word_of,
)
from rostra.imagine._scene import Actor, Scene
from rostra.imagine._types import Credit, Order
from rostra.imagine._words import Word, entry, thing

OPENMOJI = Credit(
    "All emojis designed by OpenMoji, the open-source emoji and icon project. "
    "License: CC BY-SA 4.0. Changed by Rostra: composed, recoloured, bodies and scenes added.",
    "CC BY-SA 4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/",
)
"""The credit of the symbols; the pictures made of them are under the same licence."""
MAKER = "Rostra illustrator"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
Records = tuple[tuple[str, str], ...]


def prompt_hash(prompt: str) -> str:
    """Give the SHA-256 of a prompt as it was written, in hexadecimal."""
    return sha256(prompt.encode("utf-8", "surrogatepass")).hexdigest()


def dublin(order: Order, held: Records) -> Records:
    """Give the same as Dublin Core elements, for the metadata of an SVG."""
    told = dict(held)
    return (
        ("creator", MAKER),
        *((("date", told["Creation Time"]),) if "Creation Time" in told else ()),
        *(
            (("rights", told["Copyright"]), ("license", told["License"]))
            if "License" in told
            else ()
        ),
        ("source", told["Source"]),
        ("identifier", f"prompt-sha256:{told['Prompt-SHA256']}"),
        *((("provenance", f"policy {order.policy}"),) if order.policy else ()),
    )


def with_records(png: bytes, held: Records) -> bytes:
    """Write records into a PNG as iTXt chunks (PNG, third edition, 11.3.3.4), behind its header.

    Raises PainterGarbage where the bytes are no PNG.
    """
    if not png.startswith(_SIGNATURE) or png[12:16] != b"IHDR":
        raise PainterGarbage(
            "what was rendered is no PNG; report this with the prompt and the seed"
        )
    end = 8 + 12 + struct.unpack(">I", png[8:12])[0]
    chunks = b"".join(_chunk(key, value) for key, value in held)
    return png[:end] + chunks + png[end:]


def _chunk(key: str, value: str) -> bytes:
    body = key.encode("latin-1") + b"\0\0\0\0\0" + value.encode("utf-8", "replace")
    kind = b"iTXt" + body
    return struct.pack(">I", len(body)) + kind + struct.pack(">I", zlib.crc32(kind))


def _named(word: Word | None, lang: str, other: str) -> str:
    names = (word.zh if lang == "zh" else word.en) if word else ()
    return names[0] if names else other


def alt_text(scene: Scene) -> str:
    """Describe a scene to someone who cannot see it, in its language, from what is in it."""
    zh = scene.lang == "zh"
    said = [_described(a, scene, zh=zh) for a in scene.actors if a.relation not in ("held", "worn")]
    where = _named(entry("place", scene.place), scene.lang, "")
    sky = [
        _named(entry(kind, key), scene.lang, "")
        for kind, key in (("weather", scene.weather), ("time", scene.hour))
        if key not in ("clear", "day")
    ]
    if zh:
        parts = ["、".join(said), f"地点：{where}" if where else "", "，".join(filter(None, sky))]
        return "插画：" + ("；".join(filter(None, parts)) or "空白的画面")
    parts = [", ".join(said), f"place: {where}" if where else "", ", ".join(filter(None, sky))]
    return "Illustration: " + ("; ".join(filter(None, parts)) or "an empty sheet")


def _described(actor: Actor, scene: Scene, *, zh: bool) -> str:
    """Say one actor with its role, what it rides, holds and wears."""
    lang = "zh" if zh else "en"
    at = scene.actors.index(actor)

    def called(a: Actor) -> str:
        word = word_of(a)
        return (
            a.said if word.key == word.symbol and a.said else _named(word, lang, a.said or a.thing)
        )

    name = called(actor)
    if actor.role:
        name += (
            _named(thing(actor.role), lang, "") if zh else f" {_named(thing(actor.role), lang, '')}"
        )
    if actor.count > 1:
        name = f"{actor.count}×{name}"
    with_it = [called(a) for a in scene.actors if a.to == at and a.relation in ("held", "worn")]
    if actor.relation == "rides":
        other = called(scene.actors[actor.to])
        name += f"骑{other}" if zh else f" riding {other}"
    if with_it:
        name += f"（带着{'、'.join(with_it)}）" if zh else f" with {' and '.join(with_it)}"
    return name


def note(scene: Scene, *, planned: str, cut: bool, unwritten: Sequence[str]) -> str:
    """Say plainly what the picture is, what it could not show, and what stands in for what."""
    zh = scene.lang == "zh"
    parts = [
        "由 OpenMoji 符号拼成的插画，不是 FLUX 生成的图。"
        if zh
        else "Composed of OpenMoji symbols by rules; not a FLUX picture."
    ]
    if scene.missing:
        parts.append(
            f"没有可画的符号：{'、'.join(scene.missing)}。"
            if zh
            else f"No symbol for: {', '.join(scene.missing)}."
        )
    for said, key in scene.instead:
        name = _named(thing(key), scene.lang, key)
        parts.append(f"“{said}”画成了“{name}”。" if zh else f"“{said}” is drawn as “{name}”.")
    if not scene.actors and not scene.named and not scene.portrait:
        parts.append(
            "没有读出要画的东西。" if zh else "Nothing that can be drawn was read in the request."
        )
    if unwritten:
        parts.append(
            "没有带这些文字的字体，图中未写：" + "；".join(unwritten)
            if zh
            else "No font here has the letters of these words, which are left out: "
            + "; ".join(unwritten)
        )
    if cut:
        parts.append(
            "提示词过长，只读了前面一部分。"
            if zh
            else "The prompt is too long; only its beginning was read."
        )
    if planned:
        parts.append(planned)
    return (" " if not zh else "").join(parts)
