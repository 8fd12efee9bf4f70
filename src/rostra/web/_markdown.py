"""Markdown of models and imports becomes HTML that loads nothing, runs nothing, frames nothing."""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

HEADLINE = 3
"""The level at which headlines of a text begin, under those of the page."""
TEXT_LIMIT = 200_000
CODE_LIMIT = 20_000
"""Characters over which a text is cut, and over which code is shown without colours."""
FORMULA_LIMIT = 1_000
FORMULAS = 200
"""Characters of a formula, and formulas of a text, that are set; others stand as code."""

_PROSE = (
    "p br hr h3 h4 h5 h6 em strong s blockquote ul ol li a code pre span "
    "table thead tbody tr th td div"
)
_MATHS = (
    "math mrow mi mo mn ms mtext mspace msup msub msubsup mfrac msqrt mroot mover munder "
    "munderover mmultiscripts mprescripts none mtable mtr mtd mlabeledtr mstyle mpadded mphantom "
    "menclose merror"
)
TAGS = frozenset(f"{_PROSE} {_MATHS}".split())
_MATHS_ATTRIBUTES = (
    "display mathvariant stretchy displaystyle scriptlevel columnalign rowspacing columnspacing "
    "linethickness fence form separator minsize maxsize accent accentunder lspace rspace width "
    "height depth notation columnlines rowlines movablelimits"
)
ATTRIBUTES = {
    "a": {"href", "title", "class"},
    "code": {"class"},
    "div": {"class", "tabindex"},
    "li": {"class"},
    "ol": {"start"},
    "pre": {"class", "tabindex"},
    "span": {"class"},
    "td": {"class"},
    "th": {"class"},
    **{tag: set(_MATHS_ATTRIBUTES.split()) for tag in _MATHS.split()},
}
_SCHEMES = frozenset({"http", "https"})
_OPEN = {"$$": "$$", "$": "$", "\\(": "\\)", "\\[": "\\]"}
_FENCE_NAME = re.compile(r"[\w+#.-]{1,30}")


def render(text: str) -> Markup:
    """Render Markdown: tables, coloured code, LaTeX as MathML; every picture becomes a link.

    Raw HTML stands as text, links lead to http and https only, and the allow-list is applied to
    the result, after the Markdown.
    """
    import nh3

    written = text if len(text) <= TEXT_LIMIT else text[:TEXT_LIMIT] + " …"
    return Markup(  # noqa: S704 - what the allow-list let through
        nh3.clean(
            _parser().render(written, {"formulas": [0]}),
            tags=set(TAGS),
            attributes=ATTRIBUTES,
            url_schemes=set(_SCHEMES),
            link_rel="noopener noreferrer nofollow",
            set_tag_attribute_values={"a": {"target": "_blank"}},
            strip_comments=True,
        )
    )


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    md = MarkdownIt("commonmark", {"html": False, "linkify": False})
    md.enable(["table", "strikethrough"])
    md.inline.ruler.before("escape", "formula", _inline_formula)
    md.block.ruler.before(
        "fence", "formula", _block_formula, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    md.core.ruler.push("plainer", _plainer)
    rules: dict[str, Any] = {
        "fence": _fence,
        "code_block": _fence,
        "image": _image,
        "formula": _formula,
        "table_open": lambda *_: '<div class="scroll" tabindex="0"><table>',
        "table_close": lambda *_: "</table></div>",
    }
    md.renderer.rules.update(rules)  # type: ignore[attr-defined]
    return md


def _plainer(state: StateCore) -> None:
    """Sink headlines below those of the page, align cells by class, deny what leads nowhere."""
    levels = [int(token.tag[1]) for token in state.tokens if token.type == "heading_open"]
    before = above = HEADLINE - 1
    for token in state.tokens:
        if token.type == "heading_open":
            # No level is left out, whatever a model begins with: readers go by them.
            above = min(6, before + 1, int(token.tag[1]) - min(levels) + HEADLINE)
            before, token.tag = above, f"h{above}"
        elif token.type == "heading_close":
            token.tag = f"h{above}"
        elif token.type in ("th_open", "td_open"):
            align = str(token.attrs.pop("style", "")).removeprefix("text-align:")
            if align:
                token.attrSet("class", f"align-{align}")
        for child in token.children or ():
            if child.type == "link_open":
                _outward(child)


def _outward(link: Token) -> None:
    address = str(link.attrs.get("href", ""))
    if not _host(address):
        link.attrs.pop("href", None)
    else:
        link.attrSet("title", address)


def _host(address: str) -> str:
    """Return the host an address leads to, "" where it is none that a reader may follow."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host if parts.scheme in _SCHEMES else ""


def _image(tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    """Show where a picture lies and load nothing: its address could carry off what was said."""
    token = tokens[at]
    address = str(token.attrs.get("src", ""))
    host, said = _host(address), escape(token.content or "…")
    if not host:
        return f"<span>{said}</span>"
    return (
        f'<a class="far-picture" href="{escape(address)}" title="{escape(address)}">'
        f"{said} ({escape(host)})</a>"
    )


def _fence(tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    token = tokens[at]
    named = _FENCE_NAME.match(token.info.strip())
    name = named[0] if named else ""
    return (
        f'<pre class="code" tabindex="0"><code class="language-{escape(name or "text")}">'
        f"{_coloured(token.content, name)}</code></pre>\n"
    )


def _coloured(code: str, name: str) -> str:
    """Mark the parts of code with the classes of Pygments; plain where it knows no such code."""
    if not name or len(code) > CODE_LIMIT:
        return escape(code)
    from pygments import highlight
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(name, stripnl=False)
    except ClassNotFound:
        return escape(code)
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True, classprefix="hl-")))


def _inline_formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - their signature
    r"""Find `$…$`, `$$…$$`, `\(…\)` and `\[…\]`; a `$` of a price opens none."""
    source, at = state.src, state.pos
    opened = next((o for o in _OPEN if source.startswith(o, at)), "")
    if not opened:
        return False
    start = at + len(opened)
    end = source.find(_OPEN[opened], start, start + FORMULA_LIMIT)
    inside = source[start:end]
    if end < 0 or not inside.strip() or (opened == "$" and not _meant(source, start, end)):
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content, token.markup = inside, "inline" if opened in ("$", "\\(") else "block"
    state.pos = end + len(opened)
    return True


def _meant(source: str, start: int, end: int) -> bool:
    """Tell a formula from two prices: no space inside the marks, no digit behind them."""
    inside = not source[start].isspace() and not source[end - 1].isspace()
    return inside and not source[end + 1 : end + 2].isdigit()


def _block_formula(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001
    r"""Find a formula that begins a line with `$$` or `\[` and ends one; lists inside are none."""
    begin = state.bMarks[first] + state.tShift[first]
    opened = next((o for o in ("$$", "\\[") if state.src.startswith(o, begin)), "")
    if not opened or state.sCount[first] - state.blkIndent >= 4:
        return False
    close = _OPEN[opened]
    for line in range(first, min(last, first + 60)):
        written = state.src[state.bMarks[line] : state.eMarks[line]].rstrip()
        lone = line == first and written.strip() == opened
        if not lone and written.endswith(close):
            if not silent:
                inside = state.src[begin + len(opened) : state.eMarks[line]].rstrip()
                token = state.push("formula", "", 0)
                token.content, token.markup = inside.removesuffix(close), "block"
                token.block, token.map = True, [first, line + 1]
                state.line = line + 1
            return True
    return False


def _formula(tokens: Sequence[Token], at: int, _options: Any, env: Any) -> str:
    token = tokens[at]
    set_so_far = env["formulas"]
    set_so_far[0] += 1
    if len(token.content) > FORMULA_LIMIT or set_so_far[0] > FORMULAS:
        return f"<code>{escape(token.content)}</code>"
    return _mathml(token.content.strip(), token.markup)


def _mathml(latex: str, display: str) -> str:
    from latex2mathml.converter import convert_to_element

    try:
        element = convert_to_element(latex, display=display)
    except Exception:  # noqa: BLE001 - it raises whatever a broken formula makes it stumble over
        return f'<code class="formula">{escape(latex)}</code>'
    made = _written(element)
    return f'<div class="formula">{made}</div>' if display == "block" else made


def _written(element: Element) -> str:
    """Write a formula with all its text escaped, which the converter's own writing does not."""
    from xml.etree.ElementTree import tostring

    for part in element.iter():
        part.text = unescape(part.text) if part.text else part.text
        part.tail = None
    return tostring(element, encoding="unicode")
