"""Markdown of strangers: what is written comes through, what would act does not."""

import re
import time

import pytest

from rostra.web._markdown import render

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](/settings?drop=1)",
    "[x](//evil.example/a)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/p.png?said=secret)",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    "![x](javascript:alert(1))",
    "[![x](https://evil.example/a.png)](javascript:alert(1))",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example/"onmouseover="alert(1))',
    '```"><img src=x onerror=alert(1)>\ncode\n```',
    "```html\n<script>alert(1)</script>\n```",
    "$\\text{<img src=x onerror=alert(1)>}$",
    "$\\href{javascript:alert(1)}{x}$",
    "$$\\style{background:url(https://evil.example)}{x}$$",
    "$\\class{evil}{x}</math><script>alert(1)</script>$",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "<a href='https://a.example' style='position:fixed'>x</a>",
    "<style>body{background:url(https://evil.example)}</style>",
    "<form action=https://evil.example><input name=csrf></form>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<!--<img src=x onerror=alert(1)>-->",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
]
TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_a_text_acts_or_loads(attack):
    for written in (attack, f"> {attack}", f"- {attack}", f"**{attack}**", f"a {attack} b"):
        made = str(render(written))
        for tag in TAG.findall(made):
            assert not re.search(r"\son\w+\s*=|style=|src=|srcdoc|xlink|\sid=|\sname=", tag), tag
            assert not re.match(r"<(script|img|svg|iframe|style|form|input|object|noscript)", tag)
            for address in re.findall(r'href="([^"]*)"', tag):
                assert address.startswith(("https://", "http://")), tag
            if tag.startswith("<a ") and "href" in tag:
                assert 'rel="noopener noreferrer nofollow"' in tag
                assert 'target="_blank"' in tag


def test_a_picture_becomes_a_link_that_names_its_host():
    made = str(render("![a cat](https://evil.example/p.png?said=secret)"))
    assert "<img" not in made
    assert "a cat (evil.example)</a>" in made


@pytest.mark.parametrize(
    ("text", "levels"),
    [("## A\n\n##### B\n\n# C\n\n## D", "3434"), ("#### A\n\n# B", "33"), ("# A", "3")],
)
def test_headlines_leave_out_no_level(text, levels):
    made = str(render(text))
    assert "".join(re.findall(r"<h(\d)>", made)) == levels
    assert re.findall(r"<h(\d)>", made) == re.findall(r"</h(\d)>", made)


def test_tables_code_and_lists_are_shown():
    made = str(
        render("# One\n\n| a | b |\n|---|--:|\n| 1 | ~~2~~ |\n\n```python\nx = 1\n```\n\n- a\n")
    )
    assert "<h3>One</h3>" in made
    assert '<td class="align-right"><s>2</s></td>' in made
    assert 'class="hl-mi">1<' in made
    assert "<li>a</li>" in made
    assert "plain &lt;b&gt;" in render("```nosuchlanguage\nplain <b>\n```")


@pytest.mark.parametrize(
    ("written", "display"),
    [("so $x^2$ it", "inline"), (r"so \(x^2\) it", "inline"), ("$$\nx^2\n$$", "block"),
     (r"\[ x^2 \]", "block"), ("$$x^2$$", "block")],
)  # fmt: skip
def test_formulas_are_set(written, display):
    made = str(render(written))
    assert f'<math display="{display}">' in made
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in made


@pytest.mark.parametrize("written", ["from $5 to $6", "US$5-$6 a head", "a `$x$` b", r"\$x\$", "$"])
def test_prices_and_code_are_no_formulas(written):
    assert "<math" not in render(written)


def test_a_formula_that_cannot_be_read_stands_as_code():
    assert "<code" in render("$\\frac{$")
    assert "<math" not in render("$" + "x" * 2000 + "$")


def test_a_long_hostile_text_costs_little():
    began = time.process_time()
    for written in (
        "[" * 20_000,
        "*a_" * 10_000,
        "$x$ " * 5_000,
        "> " * 5_000,
        "`" * 20_000,
        "|a" * 9_000,
    ):
        render(written)
    assert time.process_time() - began < 20
