"""Pages rendered by code for `measure ocr`: posts, tables, charts and forms in two languages.

Everything is drawn from words and numbers written here, by a seed; nothing foreign is read but the
machine's fonts. Each page knows its text in reading order and questions with their answers.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONT_PLACES = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts",
               "/Library/Fonts", "/System/Library/Fonts")  # fmt: skip
CJK_FONTS = ("NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "NotoSansSC-Regular.otf",
             "SourceHanSansSC-Regular.otf", "wqy-microhei.ttc", "PingFang.ttc")  # fmt: skip
SERIF_FONTS = ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc")
LATIN_FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "DejaVuSerif.ttf")
INK, PALE, PAPER = (22, 24, 28), (92, 100, 112), (255, 255, 255)


@dataclass(slots=True)
class Page:
    """A rendered page: its pixels, its text in reading order, what may be asked of it.

    `asked` holds questions with their answer and the box in which the answer stands.
    """

    kind: str
    lang: str
    image: Image.Image
    truth: list[str] = field(default_factory=list)
    asked: list[tuple[str, str, tuple[float, float, float, float]]] = field(default_factory=list)


def find_fonts() -> dict[str, list[Path]]:
    """Find fonts for "zh" and "en"; raises FileNotFoundError where no CJK font is."""
    files = {
        path.name: path
        for place in FONT_PLACES
        for path in sorted(Path(place).expanduser().rglob("*.[to]t[fc]"))
    }
    chinese = [files[name] for name in (*CJK_FONTS, *SERIF_FONTS) if name in files]
    if not chinese:
        raise FileNotFoundError(
            "no font with Chinese letters is installed (Debian: apt install fonts-noto-cjk); "
            f"looked for {', '.join(CJK_FONTS)} in {', '.join(FONT_PLACES)}"
        )
    latin = [files[name] for name in LATIN_FONTS if name in files]
    return {"zh": chinese, "en": [*latin, chinese[0]]}


def pages(seed: int, each: int = 8) -> list[Page]:
    """Draw `each` pages of the four kinds in both languages."""
    fonts = find_fonts()
    made = []
    for lang in ("zh", "en"):
        for kind, draw in _KINDS.items():
            for n in range(each):
                rng = random.Random(f"{seed}-{lang}-{kind}-{n}")
                made.append(draw(Pen(rng, lang, rng.choice(fonts[lang]))))
    return made


class Pen:
    """Writes on a page: text with its box, by one font in several sizes."""

    def __init__(
        self, rng: random.Random, lang: str, font: Path, words: dict[str, Any] | None = None
    ) -> None:
        self.rng, self.lang, self.font = rng, lang, font
        self.words = words or _WORDS[lang]
        self.image = Image.new("RGB", (8, 8))
        self.draw = ImageDraw.Draw(self.image)

    def paper(self, width: int, height: int, colour: tuple[int, int, int] = PAPER) -> None:
        self.image = Image.new("RGB", (width, height), colour)
        self.draw = ImageDraw.Draw(self.image)

    def sized(self, size: int) -> ImageFont.FreeTypeFont:
        # In collections of Noto CJK the third face is the Simplified Chinese one.
        index = 2 if self.font.name.startswith("Noto") and self.font.suffix == ".ttc" else 0
        return ImageFont.truetype(str(self.font), size, index=index)

    def width(self, text: str, size: int) -> float:
        return self.sized(size).getlength(text)

    def write(
        self, at: tuple[float, float], text: str, size: int,
        ink: tuple[int, int, int] = INK, anchor: str = "la",
    ) -> tuple[float, float, float, float]:  # fmt: skip
        font = self.sized(size)
        self.draw.text(at, text, fill=ink, font=font, anchor=anchor)
        return self.draw.textbbox(at, text, font=font, anchor=anchor)

    def wrap(self, text: str, size: int, width: int) -> list[str]:
        """Break a text into lines that fit: between words, or between Han letters."""
        pieces = list(text) if self.lang == "zh" else [w + " " for w in text.split()]
        lines, line = [], ""
        for piece in pieces:
            if line and self.width(line + piece.rstrip(), size) > width:
                # A closing mark does not begin a line.
                if piece in "，。！？；：、）》”":
                    line += piece
                    continue
                lines.append(line.rstrip())
                line = ""
            line += piece
        return [*lines, line.rstrip()] if line.strip() else lines


def post(pen: Pen) -> Page:
    """Draw a screenshot of a post: name, handle, time, text, counts."""
    words, rng = pen.words, pen.rng
    size = rng.choice((22, 24, 28))
    width = rng.choice((720, 860))
    body = pen.wrap(" ".join(rng.sample(words["sentences"], 3)) if pen.lang == "en"
                    else "".join(rng.sample(words["sentences"], 3)), size, width - 60)  # fmt: skip
    dark = rng.random() < 0.3
    paper, ink, pale = (
        ((21, 32, 43), (247, 249, 249), (150, 165, 178)) if dark else (PAPER, INK, PALE)
    )
    pen.paper(width, 200 + int(len(body) * size * 1.5) + 60, paper)
    name, handle = rng.choice(words["names"])
    pen.draw.ellipse((24, 24, 84, 84), fill=rng.choice(_HUES))
    name_box = pen.write((100, 26), name, 26, ink)
    head = f"@{handle}"
    handle_box = pen.write((100, 60), head, 20, pale)
    page = Page("post", pen.lang, pen.image, [name, head])
    y = 112.0
    for line in body:
        pen.write((30, y), line, size, ink)
        page.truth.append(line)
        y += size * 1.5
    when = rng.choice(words["times"])
    when_box = pen.write((30, y + 12), when, 20, pale)
    page.truth.append(when)
    counts = [(label, f"{rng.randint(2, 980)}") for label in words["counts"]]
    x, shown = 30.0, []
    for label, value in counts:
        told = f"{value} {label}"
        box = pen.write((x, y + 54), told, 20, pale)
        shown.append(told)
        page.asked.append((words["ask_count"].format(label), value, box))
        x += pen.width(told, 20) + 44
    page.truth.append(" ".join(shown))
    page.asked = [
        page.asked[rng.randrange(3)], (words["ask_author"], name, name_box),
        rng.choice([(words["ask_time"], when, when_box), (words["ask_handle"], head, handle_box)]),
    ]  # fmt: skip
    return page


def table(pen: Pen) -> Page:
    """Draw a table with a header, ruled or not, numbers to the right."""
    words, rng = pen.words, pen.rng
    size, columns = 24, rng.choice((3, 4))
    rows = rng.sample(words["rows"], rng.choice((4, 5, 6)))
    heads = [words["key"], *rng.sample(words["columns"], columns - 1)]
    cells = [heads] + [[name, *(_figure(rng) for _ in heads[1:])] for name in rows]
    widths = [max(pen.width(row[c], size) for row in cells) + 56 for c in range(columns)]
    pen.paper(int(sum(widths)) + 60, 130 + 52 * len(cells))
    title = rng.choice(words["titles"])
    pen.write((30, 24), title, 28)
    page = Page("table", pen.lang, pen.image, [title])
    ruled, y, boxes = rng.random() < 0.5, 84.0, {}
    for r, row in enumerate(cells):
        x = 30.0
        if r == 0:
            pen.draw.rectangle((30, y - 8, 30 + sum(widths), y + 42), fill=(233, 237, 243))
        for c, told in enumerate(row):
            if c == 0:
                boxes[r, c] = pen.write((x + 14, y), told, size)
            else:
                boxes[r, c] = pen.write((x + widths[c] - 16, y), told, size, anchor="ra")
            if ruled:
                pen.draw.rectangle((x, y - 8, x + widths[c], y + 42), outline=(150, 156, 166))
            x += widths[c]
        if not ruled:
            pen.draw.line((30, y + 42, 30 + sum(widths), y + 42), fill=(205, 210, 218))
        page.truth.append(" ".join(row))
        y += 50
    for _ in range(3):
        r, c = rng.randrange(1, len(cells)), rng.randrange(1, columns)
        page.asked.append(
            (words["ask_cell"].format(head=heads[c], row=cells[r][0]), cells[r][c], boxes[r, c])
        )
    return page


def chart(pen: Pen) -> Page:
    """Draw a bar chart, upright or lying, with an axis and the values at the bars."""
    words, rng = pen.words, pen.rng
    names = rng.sample(words["rows"], rng.choice((4, 5)))
    values = [rng.randint(12, 96) for _ in names]
    title = rng.choice(words["titles"])
    page = Page("chart", pen.lang, pen.image)
    lying, hue = rng.random() < 0.5, rng.choice(_HUES)
    pen.paper(900, 560)
    pen.write((450, 24), title, 28, anchor="ma")
    page.truth.append(title)
    boxes = (_lying if lying else _standing)(pen, page, names, values, hue)
    page.image = pen.image
    for at in rng.sample(range(len(names)), 3):
        page.asked.append((words["ask_bar"].format(names[at]), str(values[at]), boxes[at]))
    return page


def _standing(
    pen: Pen, page: Page, names: Sequence[str], values: Sequence[int], hue: tuple[int, int, int]
) -> list[tuple[float, float, float, float]]:
    boxes = []
    for tick in (0, 25, 50, 75, 100):
        y = 480 - tick * 3.7
        pen.draw.line((90, y, 870, y), fill=(226, 229, 234))
        pen.write((78, y), str(tick), 20, PALE, anchor="rm")
        page.truth.append(str(tick))
    step = 780 / len(names)
    for at, (name, value) in enumerate(zip(names, values, strict=True)):
        x = 90 + step * (at + 0.5)
        pen.draw.rectangle((x - 36, 480 - value * 3.7, x + 36, 480), fill=hue)
        boxes.append(pen.write((x, 474 - value * 3.7), str(value), 22, anchor="md"))
        size = 20 if pen.width(name, 20) < step - 12 else 16
        pen.write((x, 494), name, size, anchor="ma")
        page.truth += [str(value), name]
    return boxes


def _lying(
    pen: Pen, page: Page, names: Sequence[str], values: Sequence[int], hue: tuple[int, int, int]
) -> list[tuple[float, float, float, float]]:
    boxes, step = [], 400 / len(names)
    for at, (name, value) in enumerate(zip(names, values, strict=True)):
        y = 90 + step * (at + 0.5)
        pen.draw.rectangle((240, y - 18, 240 + value * 5.6, y + 18), fill=hue)
        pen.write((226, y), name, 22, anchor="rm")
        boxes.append(pen.write((252 + value * 5.6, y), str(value), 22, anchor="lm"))
        page.truth += [name, str(value)]
    pen.draw.line((240, 500, 850, 500), fill=(120, 126, 136))
    for tick in (0, 25, 50, 75, 100):
        pen.write((240 + tick * 5.6, 508), str(tick), 18, PALE, anchor="ma")
        page.truth.append(str(tick))
    return boxes


def form(pen: Pen) -> Page:
    """Draw a form: labels with values beside or behind a colon, in one or two columns."""
    words, rng = pen.words, pen.rng
    fields = [(label, rng.choice(values)) for label, values in rng.sample(words["fields"], 6)]
    title = rng.choice(words["forms"])
    two, boxed = rng.random() < 0.4, rng.random() < 0.5
    colon = "：" if pen.lang == "zh" else ":"
    rows = [fields[i : i + 2] for i in range(0, 6, 2)] if two else [[f] for f in fields]
    pen.paper(1100 if two else 760, 120 + 64 * len(rows))
    pen.write((40, 26), title, 30)
    page = Page("form", pen.lang, pen.image, [title])
    for r, row in enumerate(rows):
        y, told = 100.0 + 62 * r, []
        for c, (label, value) in enumerate(row):
            x = 40.0 + 540 * c
            mark = "" if boxed else colon
            pen.write((x, y), label + mark, 24, PALE)
            at = x + (200 if boxed else pen.width(label + mark, 24) + 12)
            if boxed:
                pen.draw.rectangle((at - 12, y - 8, at + 300, y + 38), outline=(160, 166, 176))
            box = pen.write((at, y), value, 24)
            told.append(f"{label}{mark}{'' if mark == '：' else ' '}{value}")
            page.asked.append((words["ask_field"].format(label), value, box))
        page.truth.append(" ".join(told))
    page.asked = rng.sample(page.asked, 3)
    return page


_KINDS: dict[str, Callable[[Pen], Page]] = {
    "post": post, "table": table, "chart": chart, "form": form,
}  # fmt: skip


def photographed(image: Image.Image, seed: int) -> Image.Image:
    """Make a page look photographed: slant, light and shadow, blur, noise, JPEG at quality 50."""
    rng = random.Random(seed)
    noise = np.random.default_rng(seed)
    scale = min(2.0, 1300 / max(image.size))
    image = image.resize(
        (int(image.width * scale), int(image.height * scale)), Image.Resampling.BICUBIC
    )
    margin = 60
    width, height = image.width + 2 * margin, image.height + 2 * margin
    corners = [
        (margin + rng.uniform(-1, 1) * 0.035 * width + x * image.width,
         margin + rng.uniform(-1, 1) * 0.035 * height + y * image.height)
        for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))
    ]  # fmt: skip
    from_corners = [(0, 0), (image.width, 0), (image.width, image.height), (0, image.height)]
    mapping = _perspective(corners, from_corners)
    ground = Image.new("RGB", (width, height), (118, 98, 80))
    sheet = image.transform(
        (width, height), Image.Transform.PERSPECTIVE, mapping, Image.Resampling.BICUBIC
    )
    mask = Image.new("L", image.size, 255).transform(
        (width, height), Image.Transform.PERSPECTIVE, mapping
    )
    ground.paste(sheet, mask=mask)
    ground = ground.filter(ImageFilter.GaussianBlur(rng.uniform(1.0, 1.9)))
    pixels = np.asarray(ground).astype(np.float32)
    slope = rng.uniform(0, 6.28)
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    ramp = (xs / width - 0.5) * np.cos(slope) + (ys / height - 0.5) * np.sin(slope)
    light = 0.8 + 0.5 * ramp
    # A shadow with a soft edge falls over a corner.
    edge = (xs / width - rng.uniform(0.2, 0.8)) * rng.choice((-12, 12)) + (ys / height - 0.5) * 4
    light *= 1 - 0.35 / (1 + np.exp(-edge))
    tint = np.array([1.0, rng.uniform(0.94, 1.0), rng.uniform(0.85, 0.98)], np.float32)
    pixels = pixels * light[:, :, None] * tint + noise.normal(0, 10, pixels.shape)
    shot = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    into = BytesIO()
    shot.save(into, "JPEG", quality=50)
    return Image.open(BytesIO(into.getvalue())).convert("RGB")


def _perspective(
    to: Sequence[tuple[float, float]], source: Sequence[tuple[float, float]]
) -> list[float]:
    """Solve the eight coefficients that Pillow wants, from four pairs of points."""
    rows, values = [], []
    for (x, y), (u, v) in zip(to, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(n) for n in np.linalg.solve(np.array(rows, float), np.array(values, float))]


def _figure(rng: random.Random) -> str:
    return rng.choice((
        f"{rng.randint(1, 99)}", f"{rng.randint(100, 999)}",
        f"{rng.randint(1, 99)}.{rng.randint(0, 9)}%",
        f"{rng.randint(1, 40)},{rng.randint(100, 999)}",
        f"{rng.randint(0, 9)}.{rng.randint(10, 99)}",
    ))  # fmt: skip


def other_words(rng: random.Random, lang: str) -> dict[str, Any]:
    """Give words like the ones here, newly mixed: no two pages say the same."""
    said = "".join(_WORDS[lang]["sentences"])
    if lang == "zh":
        letters = [c for c in said if "\u4e00" <= c <= "\u9fff"]
        made = lambda n: "".join(rng.sample(letters, n))  # noqa: E731
    else:
        letters = [w.strip(".,!?();") for w in said.split()]
        made = lambda n: " ".join(rng.sample(letters, max(1, n // 3))).capitalize()  # noqa: E731
    return _WORDS[lang] | {
        "names": [(made(6 if lang == "en" else 3), f"user{rng.randrange(9999)}")],
        "sentences": [made(rng.randint(12, 24)) + ("。" if lang == "zh" else ".") for _ in "abcd"],
        "rows": [made(3) for _ in range(8)],
        "titles": [made(8)],
    }


_HUES = ((66, 133, 244), (219, 88, 76), (52, 150, 96), (238, 160, 46), (130, 96, 190))
_WORDS = {
    "en": {
        "names": [("Harbour Watch", "harbourwatch"), ("Mira Okafor", "mira_ok"),
                  ("Northline Transit", "northline"), ("Tomas Vale", "tvale88")],
        "sentences": [
            "The ferry to Port Alder is cancelled until Thursday.",
            "Water levels rose by 14 centimetres overnight, says the harbour office.",
            "Please check the timetable before you leave home!",
            "Around 2,300 people were moved to the sports hall.",
            "Why was nobody told about the second outage?",
            "Trains run every 20 minutes, and tickets stay valid.",
            "The bridge reopens at 6:45 on Monday morning.",
            "We counted 57 herons on the lower lake (a record).",
            "Power is back in Elm Street, Mill Lane and the old market.",
            "Volunteers are needed; bring gloves and a torch.",
        ],
        "times": ["14:32 · 8 Mar 2026", "9:05 PM · Nov 21, 2025", "07:18 · 30 Jun 2026", "3h ago"],
        "counts": ["Replies", "Reposts", "Likes"],
        "rows": ["Alderborg", "Port Alder", "Greenhill", "Westmere", "Old Mill", "Northgate",
                 "Saltbay", "Ravenford"],
        "columns": ["Members", "Budget", "Growth", "Visits", "Trains", "Votes"],
        "key": "District",
        "titles": ["Visitors by district", "Ferries in March", "Rainfall this year",
                   "Survey of libraries", "Turnout by town"],
        "forms": ["Application for a permit", "Delivery note", "Registration form", "Invoice"],
        "fields": [
            ("Full name", ["Anna Lindqvist", "Peter O'Hara", "Maria Santos"]),
            ("Date of birth", ["12 May 1984", "3 August 1990", "27 January 1975"]),
            ("Order number", ["AX-20931", "BK-77204", "NP-10558"]),
            ("Total amount", ["$1,284.50", "$96.20", "$310.00"]),
            ("City", ["Alderborg", "Westmere", "Saltbay"]),
            ("Phone", ["555 0142 778", "555 0199 203", "555 0107 641"]),
            ("Email", ["anna@example.org", "peter@example.org", "maria@example.org"]),
            ("Payment", ["Bank transfer", "Card", "Cash on delivery"]),
            ("Ship date", ["2026-03-14", "2026-07-02", "2025-12-19"]),
        ],
        "ask_count": "How many {}?", "ask_author": "Who wrote the post?",
        "ask_time": "When was it posted?", "ask_handle": "What is the handle?",
        "ask_cell": "What is the {head} of {row}?", "ask_bar": "What is the value for {}?",
        "ask_field": "What is the {}?",
    },
    "zh": {
        "names": [("港口观察", "harbourwatch"), ("林晓雨", "linxiaoyu"), ("北线地铁", "northline"),
                  ("陈志远", "chenzy88")],
        "sentences": [
            "开往东港的渡轮停运到周四。", "港务局说，一夜之间水位上涨了14厘米。",
            "出门之前请先查看时刻表！", "大约2300人被安置到体育馆。",
            "为什么没有人通知第二次停电？",
            "列车每20分钟一班，车票继续有效。", "大桥将于周一早上6:45重新开放。",
            "我们在下湖数到57只苍鹭（创下纪录）。", "榆树街和旧市场已经恢复供电。",
            "需要志愿者；请带上手套和手电筒。",
        ],
        "times": ["14:32 · 2026年3月8日", "2025年11月21日 21:05", "下午3:18 · 2026年6月30日",
                  "3小时前"],
        "counts": ["评论", "转发", "点赞"],
        "rows": ["东港区", "绿山镇", "西湖区", "老磨坊", "北门街", "盐湾", "乌鸦渡", "河口镇"],
        "columns": ["人数", "预算", "增长率", "访问量", "班次", "票数"],
        "key": "地区",
        "titles": ["各区访客人数", "三月渡轮班次", "今年降雨量", "图书馆调查", "各镇投票率"],
        "forms": ["许可证申请表", "送货单", "登记表", "发票"],
        "fields": [
            ("姓名", ["李安娜", "王建国", "赵敏"]),
            ("出生日期", ["1984年5月12日", "1990年8月3日", "1975年1月27日"]),
            ("订单编号", ["AX-20931", "BK-77204", "NP-10558"]),
            ("合计金额", ["1,284.50元", "96.20元", "310.00元"]),
            ("城市", ["东港", "西湖", "盐湾"]),
            ("联系电话", ["555 0142 778", "555 0199 203", "555 0107 641"]),
            ("电子邮箱", ["anna@example.org", "wang@example.org", "zhao@example.org"]),
            ("付款方式", ["银行转账", "刷卡", "货到付款"]),
            ("发货日期", ["2026-03-14", "2026-07-02", "2025-12-19"]),
        ],
        "ask_count": "有多少{}？", "ask_author": "这条帖子是谁发的？", "ask_time": "什么时候发的？",
        "ask_handle": "账号是什么？", "ask_cell": "{row}的{head}是多少？",
        "ask_bar": "{}的数值是多少？",
        "ask_field": "{}是什么？",
    },
}  # fmt: skip
