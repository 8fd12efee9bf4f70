"""Personal data is taken out of a text before it leaves: each find becomes a marker of its kind.

By patterns and check digits only: addresses, numbers, handles and keys go, also in full-width
digits, Chinese numerals and spelt-out "at" and "dot". Names of people stay: no pattern tells them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from rostra.arena._check_digits import china_id, iban, luhn, taiwan_id
from rostra.text import clean


@dataclass(frozen=True, slots=True)
class Removed:
    """A text without personal data, and how much of each kind there was."""

    text: str
    found: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    pattern: re.Pattern[str]
    # The group that is replaced where there is one; else the whole match.
    group: int = 0
    holds: Callable[[str], bool] = lambda _said: True


# One character for one, so that places stay: full-width forms and Chinese digits as ASCII.
_FOLDED = {0xFF01 + n: 0x21 + n for n in range(94)}
_FOLDED |= {0x3000: 0x20, 0xA0: 0x20, 0x2010: 0x2D, 0x2011: 0x2D, 0x2012: 0x2D, 0x2013: 0x2D}
_FOLDED |= {0x2014: 0x2D, 0x2212: 0x2D, 0x3002: 0x3002, 0xFF61: 0x2E}
_DIGITS = {
    ord(han): ord(digit)
    for han, digit in zip("零〇一二三四五六七八九幺", "001234567891", strict=True)
}
_DIGITS |= {0x660 + n: 0x30 + n for n in range(10)} | {0x6F0 + n: 0x30 + n for n in range(10)}

_I = re.IGNORECASE
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}"
_AT = r"(?:@|\s{0,2}[(\[{<]\s?(?:at|艾特)\s?[)\]}>]\s{0,2})"
_DOT = r"(?:\.|\s{0,2}[(\[{<]\s?(?:dot|点|點)\s?[)\]}>]\s{0,2})"
_LOCAL = r"[a-z0-9][a-z0-9._%+'-]{0,63}"
_WIDE = r"[^\s@,;:()<>\[\]{}\"'，。；：、！？（）《》“”]"
_SPACER = r"[ .-]?"
# Grouped as people write it; 175000-50000 is a subtraction.
_MOBILE = (
    r"1(?:[3-9]\d{9}|[3-9]\d[ .-]\d{4}[ .-]\d{4}|[3-9]\d[ .-]\d{3}[ .-]\d{5}"
    r"|[3-9]\d[ .-]\d{8}|[3-9]\d{2}[ .-]\d{3}[ .-]\d{4}|[3-9]\d{3}[ .-]\d{3}[ .-]\d{3}|(?:[ .-]\d){10})"
)
_KEYS = (
    r"sk-(?:[a-z]{2,8}-)?[\w-]{16,200}", r"(?:ghp|gho|ghs|ghu|ghr)_\w{20,200}",
    r"github_pat_\w{20,200}", r"glpat-[\w-]{16,100}", r"(?:AKIA|ASIA)[A-Z0-9]{16}",
    r"xox[abeoprs]-[\w-]{10,200}", r"AIza[\w-]{30,60}", r"hf_[a-z]{20,100}", r"xai-[\w-]{20,200}",
    r"(?:sk|pk|rk)_(?:live|test)_\w{10,100}", r"LTAI\w{12,30}", r"npm_\w{30,60}", r"pypi-[\w-]{30,400}",
    r"\d{8,10}:AA[\w-]{30,40}", r"eyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}\.[\w-]{0,4000}",
)  # fmt: skip
_CALLED = (
    r"(?:api[ _-]?key|secret(?:[ _-]?key)?|access[ _-]?token|auth[ _-]?token|token|passw(?:or)?d|pwd"
    r"|密码|口令|密钥|令牌|bearer|authorization)"
)
_PROFILE = (
    r"(?:x\.com|twitter\.com|t\.me|instagram\.com|facebook\.com|threads\.net|tiktok\.com|weibo\.com"
    r"|weibo\.cn|linkedin\.com/in|bsky\.app/profile|reddit\.com/u(?:ser)?|github\.com"
    r"|space\.bilibili\.com|zhihu\.com/people|douyin\.com/user)"
)


def _address(said: str) -> bool:
    """Whether it is an IP address of somebody: not loopback, not all zeros, no clock, no code."""
    try:
        address: IPv4Address | IPv6Address = ip_address(said)
    except ValueError:
        return False
    wide = isinstance(address, IPv6Address)
    if wide and (sum(map(bool, said.split(":"))) < 3 or not any(map(str.isdigit, said))):
        return False
    return not (address.is_loopback or address.is_unspecified)


def _mobile(said: str) -> bool:
    digits = re.sub(r"\D", "", said)
    return len(digits.removeprefix("0086").removeprefix("86")) == 11


def _worldwide(said: str) -> bool:
    return 8 <= sum(map(str.isdigit, said)) <= 15


def _card(said: str) -> bool:
    digits = re.sub(r"\D", "", said)
    known = re.match(r"4|5[1-5]|2[2-7]|3[0456-8]|6", digits)
    return 13 <= len(digits) <= 19 and known is not None and len(set(digits)) > 1 and luhn(digits)


_RULES = (
    _Rule("key", re.compile(
        r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----.{0,20000}?(?:-----END [A-Z ]{0,30}KEY-----|\Z)",
        re.DOTALL)),
    _Rule("key", re.compile(rf"(?<![\w-])(?:{'|'.join(_KEYS)})(?![\w-])", _I | re.ASCII)),
    _Rule("key", re.compile(r"(?<=://)[^\s/@:]{1,100}:[^\s/@]{1,200}(?=@)")),
    _Rule("key", re.compile(
        rf"{_CALLED}\"?'?\s{{0,3}}(?:[:=]|是|为|is(?=\s)|(?<=bearer)(?=\s)){{1,2}}\s{{0,3}}[\"']?"
        r"((?:bearer\s)?(?=[^\s\"',;，。；]{0,60}[\d_!@#$%^&*-])[^\s\"',;，。；\[]{6,400})", _I), 1),
    _Rule("handle", re.compile(rf"(?<![\w@/])@[\w.-]{{1,64}}@{_HOST}", _I)),
    _Rule("handle", re.compile(
        rf"(?<![\w.-])(?:https?://)?(?:www\.|m\.)?{_PROFILE}/(?:@|u/)?([\w.%-]{{2,64}})", _I), 1),
    _Rule("handle", re.compile(rf"(?<=://){_HOST}/(?:@|users/)([\w.-]{{1,64}}(?:@{_HOST})?)", _I), 1),
    _Rule("email", re.compile(
        rf"(?<![a-z0-9._%+-]){_LOCAL}{_AT}(?:[a-z0-9-]{{1,63}}{_DOT}){{1,6}}[a-z]{{2,24}}(?![a-z0-9])",
        _I)),
    _Rule("email", re.compile(rf"(?<!{_WIDE}){_WIDE}{{1,64}}@{_WIDE}{{1,60}}\.{_WIDE}{{2,24}}")),
    _Rule("id number", re.compile(r"(?<![\da-z])\d{17}[\dx](?![\da-z])", _I), holds=china_id),
    _Rule("id number", re.compile(
        r"(?:身份证|身分證|公民身份)(?:件|号码?|號碼?)?\s{0,3}(?:[:是为]|号|號){0,2}\s{0,3}(\d{17}[\dx]|\d{15})(?!\d)",
        _I), 1),
    _Rule("id number", re.compile(
        r"(?:passport|护照|護照)\s?(?:no\.?|number|号码?|號碼?)?\s{0,3}[:是为#]?\s{0,3}"
        r"((?=[a-z]{0,2}\d)[a-z0-9]{6,9})(?![a-z0-9])", _I), 1),
    _Rule("id number", re.compile(r"(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")),
    _Rule("id number", re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}\d{6}\([\dA]\)")),
    _Rule("id number", re.compile(r"(?<![A-Za-z0-9])[A-Z][12]\d{8}(?![A-Za-z0-9])"), holds=taiwan_id),
    _Rule("bank account", re.compile(
        r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"),
        holds=iban),
    _Rule("card", re.compile(r"(?<![\d.+-])\d(?:[ -]?\d){12,18}(?![\d-])"), holds=_card),
    _Rule("phone", re.compile(
        rf"(?<![\d.+-])(?:\+|00)?(?:86[ -]?)?{_MOBILE}(?![\d-]|\.\d)"), holds=_mobile),
    _Rule("phone", re.compile(
        rf"(?<![\w+])\+\d{{1,3}}(?:{_SPACER}\(?\d{{1,4}}\)?){{2,6}}(?!\d)"), holds=_worldwide),
    _Rule("phone", re.compile(r"(?<![\d.-])(?:\(0\d{2,3}\) ?|0\d{2,3}[ -])[2-9]\d{6,7}(?![\d-])")),
    _Rule("phone", re.compile(
        r"(?<![\d.-])(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?![\d-])")),
    _Rule("phone", re.compile(
        r"(?:电话|電話|手机|手機|座机|传真|\btel(?:ephone)?|\bphone|\bmobile|\bcall me (?:at|on))"
        r"(?:号码?|號碼?|\snumber)?\s{0,3}[:：是为]?\s{0,3}(\+?\d(?:[ .()-]{0,2}\d){6,14})(?!\d)",
        _I), 1),
    _Rule("ip", re.compile(r"(?<![\w.:])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)"), holds=_address),
    _Rule("ip", re.compile(r"(?<![\w:.])[0-9a-f:]{2,39}(?:\.\d{1,3}){0,3}(?![\w:])", _I), holds=_address),
    _Rule("handle", re.compile(
        r"(?:微信|wechat|weixin|\bvx|\bwx|\bqq|企鹅|telegram|电报|飞机|\bline id|抖音|小红书)"
        r"(?:号码?|號|群|id)?\s{0,2}[:是为]\s{0,2}@?((?=[\w-]{0,12}[a-z0-9])[a-z0-9_-]{5,30})", _I | re.ASCII),
        1),
)  # fmt: skip
# In code an @ begins a decorator, not a name.
_MENTION = _Rule(
    "handle", re.compile(r"(?<![A-Za-z0-9_@/.`\\\]])@(?!\d+x\b)\w[\w.-]{0,63}(?<![.-])")
)
_FENCED = re.compile(
    r"(^ {0,3}(?:```|~~~).*?(?:^ {0,3}(?:```|~~~)[^\S\n]*$|\Z))", re.MULTILINE | re.DOTALL
)


def without_personal_data(text: str) -> Removed:
    """Take personal data out of a text; each find becomes its kind in brackets, as `[email]`.

    Kinds: email, phone, handle, ip, id number, card, bank account, key. Control and zero-width
    characters go first, since they split what a pattern looks for. Applied twice it changes
    nothing more. Linear in the text.
    """
    found: dict[str, int] = {}
    text = clean(text, limit=len(text))
    for rule in _RULES:
        text = _without(text, rule, found)
    if "@" in text or "\uff20" in text:
        parts = _FENCED.split(text)
        parts[::2] = [_without(part, _MENTION, found) for part in parts[::2]]
        text = "".join(parts)
    return Removed(text, found)


def _without(text: str, rule: _Rule, found: dict[str, int]) -> str:
    folded = text.translate(_FOLDED)
    if rule.kind in ("phone", "id number", "card"):
        folded = folded.translate(_DIGITS)
    parts, last = [], 0
    for match in rule.pattern.finditer(folded):
        start, end = match.span(rule.group)
        if start < last or not rule.holds(folded[start:end]):
            continue
        parts += [text[last:start], f"[{rule.kind}]"]
        found[rule.kind] = found.get(rule.kind, 0) + 1
        last = end
    return "".join([*parts, text[last:]]) if parts else text
