"""The bundled illustrator: does it show what a request names, and what does a picture cost.

Each request comes with what it names, written down by hand. A thing counts as shown when the scene
has it, and when the SVG has it too: its group lies inside the sheet and leaving it out changes the
picture over a good part of its own area (so it is not covered). Places, hours, weather and topics
count when the scene that was drawn has them.

    python -m measure illustrator [--held] [--sheet DIR] --json
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from rostra.imagine import Illustrator, Order, Painted, pictures

DATA = Path(__file__).parent / "data"
SIDE = 640
"""Pixels of a side of the pictures measured."""
LOOK = 256
"""Pixels of a side at which visibility is looked at."""
SEEN = 0.3
"""A thing is visible where leaving it out changes at least this share of its own area."""
COLOURS = {"red": "#e5484d", "blue": "#3d8bd9", "white": "#fafafa", "black": "#33333b",
           "green": "#5fa83f", "yellow": "#f7cf3d", "pink": "#f48fb1", "purple": "#8e62b8",
           "orange": "#f08c2e", "gold": "#f2b705"}  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Request:
    """One request with what it names."""

    style: str
    lang: str
    prompt: str
    names: tuple[str, ...]


def requests(*, held: bool = False) -> list[Request]:
    """Read the requests; the held ones were written after the last change to the illustrator."""
    name = "illustrator_held.txt" if held else "illustrator.txt"
    rows = [r for r in (DATA / name).read_text(encoding="utf-8").splitlines() if r and r[0] != "#"]
    parts = [[p.strip() for p in row.split(" ; ")] for row in rows]
    return [
        Request(s, x, p, tuple(n.strip() for n in names.split(","))) for s, x, p, names in parts
    ]


def render(svg: str, side: int) -> Any:
    """Render an SVG without its words as a picture of RGBA bytes. (side, side, 4) uint8."""
    import numpy as np
    from PIL import Image
    from resvg_py import svg_to_bytes

    png = svg_to_bytes(svg_string=svg, width=side, height=side, skip_system_fonts=True)
    return np.asarray(Image.open(BytesIO(bytes(png))).convert("RGBA")).astype(int)


def visible(svg: str) -> dict[int, dict[str, Any]]:
    """Say of each actor in an SVG which symbols show it, whether it is inside and uncovered."""
    ET.register_namespace("", SVG[1:-1])
    root = ET.fromstring(svg)  # noqa: S314 - our own
    whole = render(svg, LOOK)
    groups: dict[int, list[ET.Element]] = {}
    for group in root.iter(f"{SVG}g"):
        if "data-actor" in group.attrib:
            groups.setdefault(int(group.attrib["data-actor"]), []).append(group)
    found = {}
    for actor, parts in groups.items():
        for part in parts:
            part.set("display", "none")
        without = render(ET.tostring(root, encoding="unicode"), LOOK)
        for part in parts:
            del part.attrib["display"]
        own = _alone(root, parts)
        changed = (abs(whole - without).sum(axis=2) > 24) & own
        found[actor] = {
            "thing": parts[0].attrib["data-thing"],
            "symbols": " ".join(p.attrib["data-symbol"] for p in parts),
            "groups": len(parts),
            "seen": bool(own.sum() >= 20 and changed.sum() >= SEEN * own.sum()),
        }
    return found


def _alone(root: ET.Element, parts: list[ET.Element]) -> Any:
    """Give the pixels that these groups would cover with nothing else there. (side, side) bool."""
    sheet = ET.Element(f"{SVG}svg", {k: root.attrib[k] for k in ("width", "height", "viewBox")})
    sheet.extend(root.findall(f"{SVG}defs"))
    sheet.extend(parts)
    return render(ET.tostring(sheet, encoding="unicode"), LOOK)[:, :, 3] > 80


def shown(request: Request, painted: Painted, scene: Any) -> list[str]:
    """Give the names of a request that its picture shows."""
    looks = visible(painted.svg or "")
    return [name for name in request.names if _has(name, scene, looks)]


def _has(name: str, scene: Any, looks: dict[int, dict[str, Any]]) -> bool:
    if ">" in name:
        one, relation, other = name.split(">")
        return any(
            one in (a.thing, a.role)
            and a.relation == relation
            and a.to >= 0
            and other in (scene.actors[a.to].thing, scene.actors[a.to].role)
            for a in scene.actors
        )
    number, _, key = name.rpartition("*")
    colour, _, key = key.rpartition(":")
    settings = {scene.place, scene.beyond, scene.weather, scene.hour, scene.season,
                *(k for _, k in scene.named if _is_topic(k))}  # fmt: skip
    if key in settings:
        return True
    return any(
        key in (a.thing, a.role)
        and (not number or a.count == int(number))
        and (not colour or a.colour == COLOURS[colour])
        and _seen(at, a, looks)
        for at, a in enumerate(scene.actors)
    )


def _seen(at: int, actor: Any, looks: dict[int, dict[str, Any]]) -> bool:
    """Whether an actor, or what it is worn by, is seen in the SVG."""
    if actor.relation == "worn":
        holder = looks.get(actor.to, {})
        return bool(holder.get("seen")) and (
            f"worn:{actor.thing}" in holder.get("symbols", "")
            or looks.get(at, {}).get("seen", False)
        )
    return bool(looks.get(at, {}).get("seen"))


def _is_topic(key: str) -> bool:
    from rostra.imagine._words import entry

    return entry("topic", key) is not None


def contact_sheet(pictures_: list[Painted], captions: list[str], place: Path) -> None:
    """Write the pictures on sheets of twelve, with their requests below them."""
    from PIL import Image, ImageDraw, ImageFont

    from rostra.imagine._letters import fonts

    letters = fonts()
    font = ImageFont.truetype(letters[0].file, 15, index=letters[0].face) if letters else None
    place.mkdir(parents=True, exist_ok=True)
    for first in range(0, len(pictures_), 12):
        chosen = pictures_[first : first + 12]
        sheet = Image.new("RGB", (4 * 440, -(-len(chosen) // 4) * 464), "white")
        pen = ImageDraw.Draw(sheet)
        for k, painted in enumerate(chosen):
            x, y = k % 4 * 440, k // 4 * 464
            tile = Image.open(BytesIO(painted.data)).convert("RGB").resize((434, 434))
            sheet.paste(tile, (x, y))
            if font:
                pen.text((x + 4, y + 438), captions[first + k][:48], fill="black", font=font)
        sheet.save(place / f"illustrator-{first // 12 + 1}.png")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--held", action="store_true", help="the requests never tuned to")
    parser.add_argument("--sheet", type=Path, help="write contact sheets into this folder")
    parser.add_argument("--seed", type=int, default=1)


def run(args: argparse.Namespace) -> dict[str, Any]:
    from rostra.imagine._picture import draw
    from rostra.imagine._read import read

    painter = Illustrator()
    pictures(painter, Order("a cat"))  # the tables are read once
    asked, seed = requests(held=args.held), args.seed
    made, lost, valid, cpu, names, count = [], [], 0, 0.0, 0, 0
    for request in asked:
        order = Order(request.prompt, request.style, SIDE, SIDE, seed=seed)  # type: ignore[arg-type]
        start = time.process_time()
        painted = pictures(painter, order)[0]
        cpu += time.process_time() - start
        made.append(painted)
        valid += _valid(painted)
        fun = request.style == "fun"
        scene = draw(read(request.prompt), (SIDE, SIDE), seed, fun=fun).scene
        there = shown(request, painted, scene)
        names += len(request.names)
        count += len(there)
        if missing := [n for n in request.names if n not in there]:
            lost.append({"prompt": request.prompt, "missing": missing})
    if args.sheet:
        contact_sheet(made, [r.prompt for r in asked], args.sheet)
    return {
        "prompts": len(asked),
        "valid": valid / len(asked),
        "named_things_shown": round(count / names, 4),
        "named_things": names,
        "cpu_s_per_picture": round(cpu / len(asked), 3),
        "lost": lost,
    }


def _valid(painted: Painted) -> bool:
    """Whether the PNG opens whole, in its size, with more than one colour."""
    from PIL import Image

    with Image.open(BytesIO(painted.data)) as opened:
        opened.load()
        shades = set(opened.convert("L").tobytes())
        return opened.size == (painted.width, painted.height) and len(shades) > 8
