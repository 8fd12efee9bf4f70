"""How well text in pictures is read, and questions about them are answered.

Posts, tables, charts and forms are rendered in Chinese and English by a seed (`measure/_pages.py`),
each clean and made to look photographed (slant, shadow, blur, noise, JPEG). `char_accuracy` is one
less the edit distance between the text and what was read, over the text's length, in reading
order, runs of spaces as one; of a chart, whose order is free, each piece is held against the piece
read that is nearest to it. A page scores at least 0; the mean over pages is told. `anls` is
DocVQA's measure (threshold 0.5; Biten et al. 2019, eq. 1) over questions with known answers,
answered by rules and, where these fail, by the `--model`; `boxed` is the share of answered
questions whose box meets the answer's (intersection over union of a half at least, or the answer
within it). `anls_otherwise` is ANLS over the questions about forms, asked without naming the label
("How much has to be paid?"), which rules answer by chance alone.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from io import BytesIO
from statistics import mean
from typing import Any

from PIL import Image

from measure._pages import Page, pages, photographed
from measure.sample import writer
from rostra.models import Model
from rostra.vision import (
    Box,
    Picture,
    Reader,
    Seen,
    answer_in,
    open_picture,
    open_reader,
    see,
)

OTHERWISE = {
    "Full name": "Who filled this in?", "Date of birth": "When was the person born?",
    "Order number": "Under which reference can I look this up?",
    "Total amount": "How much has to be paid?", "City": "In which town does the person live?",
    "Phone": "Where can one call?", "Email": "Where can I write to electronically?",
    "Payment": "How does the customer pay?", "Ship date": "On which day does the parcel leave?",
    "姓名": "这是谁填的？", "出生日期": "这个人是哪天生的？",
    "订单编号": "用哪个号码查询这笔买卖？", "合计金额": "一共要付多少钱？",
    "城市": "这个人住在哪里？", "联系电话": "打哪个号码能找到人？",
    "电子邮箱": "写信寄到哪个网上地址？", "付款方式": "客人怎么给钱？",
    "发货日期": "包裹哪天寄出？",
}  # fmt: skip
"""Questions about the labels of forms, in other words."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--each", type=int, default=8, help="pages of each kind and language")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", choices=["none", "mini", "large"], default="none",
                        help="who answers where the rules do not")  # fmt: skip
    parser.add_argument("--show", action="store_true", help="print what was read wrongly")


def run(args: argparse.Namespace) -> dict[str, Any]:
    drawn = pages(args.seed, args.each)
    reader = open_reader()
    scores: dict[str, dict[str, list[float]]] = {
        "clean": defaultdict(list),
        "hard": defaultdict(list),
    }
    seconds, read = 0.0, 0
    clean: list[Seen] = []
    for at, page in enumerate(drawn):
        for how in ("clean", "hard"):
            image = page.image if how == "clean" else photographed(page.image, args.seed + at)
            started = time.process_time()
            seen = _seen(image, reader)
            seconds, read = seconds + time.process_time() - started, read + 1
            score = accuracy(page, seen)
            scores[how][f"{page.kind} {page.lang}"].append(score)
            if how == "clean":
                clean.append(seen)
            if args.show and score < 0.97:
                print(f"{score:.3f} {how} {page.kind} {page.lang}: {page.truth} | {seen.text!r}")
    with writer(args.model) as model:
        answered = _answered(drawn, clean, model, show=args.show)
    return {
        "pictures": len(drawn),
        "char_accuracy_clean": round(_overall(scores["clean"]), 4),
        "char_accuracy_hard": round(_overall(scores["hard"]), 4),
        "cpu_s_per_picture": round(seconds / read, 2),
        **answered,
        "model": args.model,
        "by_kind": {
            how: {kind: round(mean(of), 3) for kind, of in sorted(kinds.items())}
            for how, kinds in scores.items()
        },
    }


def _seen(image: Image.Image, reader: Reader) -> Seen:
    return see(_opened(image), reader)


def _opened(image: Image.Image) -> Picture:
    into = BytesIO()
    image.save(into, "PNG")
    return open_picture(into.getvalue())


def _overall(kinds: dict[str, list[float]]) -> float:
    return mean(score for of in kinds.values() for score in of)


def accuracy(page: Page, seen: Seen) -> float:
    """Score what was read of a page, 0 to 1."""
    if page.kind != "chart":
        return _alike(" ".join(page.truth), " ".join(seen.text.split()))
    left = [line.text for line in seen.lines]
    wrong, length = 0, 0
    for piece in sorted(page.truth, key=len, reverse=True):
        length += len(piece)
        best = min(left, key=lambda read: distance(piece, read), default="")
        wrong += min(len(piece), distance(piece, best))
        if best in left and distance(piece, best) < len(piece):
            left.remove(best)
    return max(0.0, 1 - (wrong + sum(map(len, left))) / length)


def _alike(truth: str, read: str) -> float:
    return max(0.0, 1 - distance(truth, read) / max(1, len(truth)))


def distance(one: str, other: str) -> int:
    """Count the insertions, deletions and changes between two texts (Myers 1999, bit-parallel)."""
    if not one:
        return len(other)
    places: dict[str, int] = defaultdict(int)
    for at, letter in enumerate(one):
        places[letter] |= 1 << at
    mask, top = (1 << len(one)) - 1, 1 << (len(one) - 1)
    up, down, score = mask, 0, len(one)
    for letter in other:
        match = places.get(letter, 0) | down
        diagonal = (((match & up) + up) ^ up) | match
        plus, minus = down | ~(diagonal | up) & mask, up & diagonal
        score += bool(plus & top) - bool(minus & top)
        plus, minus = (plus << 1 | 1) & mask, minus << 1 & mask
        up, down = minus | ~(diagonal | plus) & mask, plus & diagonal
    return score


def _answered(
    drawn: list[Page], seen: list[Seen], model: Model | None, *, show: bool
) -> dict[str, Any]:
    """Ask what is known of each page."""
    anls, otherwise, boxed, by = [], [], [], defaultdict(int)
    for page, one in zip(drawn, seen, strict=True):
        for question, answer, box in page.asked:
            found = answer_in(one, question, model)
            by[found.by if found else "none"] += 1
            score = nls(answer, found.text if found else "")
            anls.append(score)
            if found:
                boxed.append(_meets(found.box, Box(*box)))
            if show and score < 1:
                print(f"{score:.2f} {question} {answer!r}: {found and (found.text, found.by)}")
            other = next((OTHERWISE[label] for label in OTHERWISE if label in question), None)
            if page.kind == "form" and other:
                told = answer_in(one, other, model)
                otherwise.append(nls(answer, told.text if told else ""))
                if show and otherwise[-1] < 1:
                    print(
                        f"{otherwise[-1]:.2f} {other} {answer!r}: {told and (told.text, told.by)}"
                    )
    return {
        "anls": round(mean(anls), 4), "questions": len(anls), "boxed": round(mean(boxed), 3),
        "by": dict(by),
        "anls_otherwise": round(mean(otherwise), 4), "otherwise": len(otherwise),
    }  # fmt: skip


def nls(answer: str, said: str) -> float:
    """Score an answer as DocVQA does: one less the normalised distance, 0 from a half on."""
    a, b = answer.strip().lower(), said.strip().lower()
    apart = distance(a, b) / max(1, len(a), len(b))
    return 1 - apart if apart < 0.5 else 0.0


def _meets(found: Box, truth: Box) -> bool:
    width = min(found.right, truth.right) - max(found.left, truth.left)
    height = min(found.bottom, truth.bottom) - max(found.top, truth.top)
    if width <= 0 or height <= 0:
        return False
    shared, size = width * height, truth.width * truth.height
    return shared / (size + found.width * found.height - shared) >= 0.5 or shared >= 0.9 * size
