"""Make text from strangers safe to keep: no control tricks, no markup, bounded length."""

from __future__ import annotations

import html as entities
import re
import unicodedata

_EMOJI = "©®‼⁉™↔-⇿⌀-➿⬀-⯿️\U0001f000-\U0001faff\U0001f3fb-\U0001f3ff"
_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Zero-width joiners hold emoji families together and non-joiners shape Arabic and Indic
# words; anywhere else they only hide text. Tag characters and rare variation selectors are
# dropped outright: they smuggle whole hidden sentences.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
    f"|(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])"
    "|(?<![\u0600-\u08ff\u0900-\u0dff])\u200c|\u200c(?![\u0600-\u08ff\u0900-\u0dff])"
    "|(?<=[\ufe0e\ufe0f])[\ufe0e\ufe0f]"
)
# A plain list of what `_HIDDEN` might drop: read five times as fast.
_SUSPECT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
HTML_LIMIT = 200_000
"""Characters of markup that are read: ten times the text that is kept."""

_TRAILING = " \t\n\u200c\u200d\u3000\xa0"

_KEPT_TAGS = frozenset(
    "p br div li ul ol blockquote pre tr td th table h1 h2 h3 h4 h5 h6 hr img "
    "article section header footer figure figcaption dt dd dl".split()
)
_DROPPED_WITH_CONTENT = frozenset("script style template noscript svg math title head".split())
_IMAGE = re.compile(r'<img(?: alt="([^"]*)")?[^>]*>')
_LINE_TAGS = re.compile(r"</?(?:br|div|tr|hr|figcaption|dt|dd|figure)\b[^>]*>")
_PARAGRAPH_TAGS = re.compile(
    r"</?(?:p|ul|ol|blockquote|pre|table|h[1-6]|article|section|header|footer|dl)\b[^>]*>"
)
_ITEM = re.compile(r"<li\b[^>]*>")
_CELL = re.compile(r"<t[dh]\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_EDGES = re.compile(r" ?\n ?")
_MANY_LINES = re.compile(r"\n{3,}")


def clean(text: str, limit: int = 20_000) -> str:
    """Sanitise text without changing what a person reads.

    Drops control characters, zero-width and bidirectional-override characters, tag
    characters, non-characters and lone surrogates; turns every line break into a newline;
    composes to NFC (not NFKC: full-width forms are the writer's); cuts after `limit` code
    points; trims both ends. Applying it twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text[:limit].strip(_TRAILING)
    # A hostile megabyte is cut before it is worked on; most of what is dropped is rare.
    text = text[: 4 * limit]
    text = _NEWLINES.sub("\n", text)
    if _SUSPECT.search(text):
        text = _settle(text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text[:limit].strip(_TRAILING)


def _settle(text: str) -> str:
    """Drop hidden characters until none is left: dropping one may bare another."""
    while True:
        shorter = _HIDDEN.sub("", text)
        if shorter == text:
            return text
        text = shorter


def plain(html: str) -> str:
    """Turn HTML into plain text: paragraphs, list items and link texts stay, markup goes.

    Scripts, styles and their contents are dropped, entities decoded, images replaced by their
    alternative text. Markup is cut after `HTML_LIMIT` characters. The result is text, not HTML:
    a page that shows it must escape it, since `&lt;b&gt;` in the source is `<b>` here.
    """
    html = html[:HTML_LIMIT]
    if "<" not in html and "&" not in html:
        return clean(html, limit=len(html))
    import nh3

    # nh3 leaves well-formed markup in which every `<` outside a tag is escaped, so that the
    # plain patterns below cannot be fooled by quotes, comments or broken nesting.
    safe = nh3.clean(
        html,
        tags=set(_KEPT_TAGS),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes={"img": {"alt"}},
        link_rel=None,
    )
    safe = safe.replace("\r", "\n").replace("\n", " ")
    safe = _IMAGE.sub(lambda found: found.group(1) or "", safe)
    safe = _ITEM.sub("\n- ", safe)
    safe = _CELL.sub(" ", safe)
    safe = _LINE_TAGS.sub("\n", safe)
    safe = _PARAGRAPH_TAGS.sub("\n\n", safe)
    text = entities.unescape(_TAG.sub("", safe))
    text = _LINE_EDGES.sub("\n", _BLANKS.sub(" ", clean(text, limit=len(html))))
    return _MANY_LINES.sub("\n\n", text).strip()
