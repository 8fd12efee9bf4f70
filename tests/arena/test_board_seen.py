"""The report as a reader sees it: contrast of every colour, no sideways scroll on a phone."""

import html
import json
import re
import shutil
import subprocess

import numpy as np
import pytest

from boards_by_hand import HOSTILE, board_of, one_sided, sheet_of
from rostra.arena import board_css, report

CHROMIUM = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed here")

TEXTS = {
    "ink": ("paper", "raise", "stripe", *(f"w{k}" for k in range(11)), *(f"c{k}" for k in range(1, 6))),
    "soft": ("paper", "stripe"),
    "good": ("paper",),
    "link": ("paper",),
    **{f"s{k}": ("paper",) for k in range(8)},
}  # fmt: skip


def themes():
    """The variables of the light theme, of a dark reader's, and of a chosen dark."""
    css = board_css()
    blocks = re.findall(r"^( *)(\.rb|:root[^{]*\.rb) \{([^}]*--rb-paper[^}]*)\}", css, re.MULTILINE)
    return [dict(re.findall(r"--rb-([\w]+): (#[0-9a-f]{6})", body)) for _, _, body in blocks]


def luminance(colour):
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    """WCAG 2.2, contrast ratio."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", range(3))
def test_every_text_stands_out_from_what_is_behind_it(theme):
    colours = themes()[theme]
    weak = {
        (text, ground): round(contrast(colours[text], colours[ground]), 2)
        for text, grounds in TEXTS.items()
        for ground in grounds
        if contrast(colours[text], colours[ground]) < 4.5
    }
    assert weak == {}
    marks = {name: contrast(colours[name], colours["paper"]) for name in ("accent", "strong")}
    assert min(marks.values()) >= 3, marks


def test_a_dark_reader_and_a_chosen_dark_see_the_same():
    light, reader, chosen = themes()
    assert reader == chosen
    assert set(light) == set(chosen)


def measured(page, width, tmp_path):
    """Open a page in a frame so many pixels wide; return what reaches out of it, what overlaps."""
    script = """
      const frame = document.querySelector('iframe');
      frame.onload = () => {
        const page = frame.contentDocument, root = page.documentElement;
        page.querySelectorAll('details').forEach(d => d.open = true);
        const out = {scroll: root.scrollWidth, client: root.clientWidth, over: [], out: []};
        page.querySelectorAll('body *').forEach(e => {
          if (e.getBoundingClientRect().right > root.clientWidth + 0.5 && !e.closest('.rb-scroll'))
            out.out.push(`${e.tagName} ${e.getAttribute('class')} ${e.textContent.slice(0, 40)}`);
        });
        page.querySelectorAll('.rb-rows, .rb-lines').forEach(plot => {
          const words = [...plot.querySelectorAll('text')].map(t =>
            [t.textContent, t.getBoundingClientRect()]).filter(w => w[1].width > 0);
          words.forEach(([a, p], i) => words.slice(i + 1).forEach(([b, q]) => {
            const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
            const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
            if (wide > 1 && high > 4) out.over.push([a, b]);
          }));
        });
        document.title = JSON.stringify(out);
      };
    """
    page = re.sub(r"<meta http-equiv[^>]*>", "", page)  # the frame is asked by our own script
    told = f"<iframe style='width:{width}px;height:900px' srcdoc='{html.escape(page)}'></iframe>"
    file = tmp_path / "frame.html"
    file.write_text(
        f"<!DOCTYPE html><meta charset=utf-8><title></title>{told}<script>{script}</script>"
    )
    done = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
         "--virtual-time-budget=5000", f"--user-data-dir={tmp_path / 'chromium'}",
         "--window-size=1400,1000", file.as_uri()],
        capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    return json.loads(html.unescape(re.search(r"<title>([^<]*)</title>", done.stdout)[1]))


LONG = tuple(f"an-entrant-with-a-rather-long-name-{k}" for k in range(9))
MIXED = (*HOSTILE, "渡轮助手（很长很长很长的名字）", "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww")


@needs_chromium
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_scrolls_sideways_and_no_words_overlap(lang, width, tmp_path):
    for names in (LONG, MIXED):
        board = board_of(names, separated=~np.eye(len(names), dtype=bool))
        seen = measured(report(sheet_of(board), lang), width, tmp_path)
        assert (seen["out"], seen["over"]) == ([], [])
        assert seen["scroll"] <= seen["client"]
    seen = measured(report(sheet_of(one_sided()), lang), width, tmp_path)
    assert (seen["scroll"] <= seen["client"], seen["out"], seen["over"]) == (True, [], [])
