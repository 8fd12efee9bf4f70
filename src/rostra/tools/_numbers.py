"""Exact arithmetic: a written expression becomes a fraction, without eval."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rostra import text
from rostra.errors import ToolError

BITS = 14_000
"""Size of a number beyond which an expression is refused."""
DEPTH = 60

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+(?:[eE][+-]?\d{1,4})?)"
    r"|(?P<word>[a-zA-Z_]+)|(?P<sign>\*\*|//|[-+*/^%!(),]))"
)
_SPOKEN = (
    (re.compile(r"[×✕·]"), "*"),
    (re.compile(r"÷"), "/"),
    (re.compile(r"[−–—]"), "-"),
    (re.compile(r"(\d[\d.,]*)\s*(?:per ?cent|percent)\b", re.IGNORECASE), r"\1%"),
    (re.compile(r"百分之\s*(\d[\d.]*)"), r"\1%"),
    (re.compile(r"\bplus\b|加上?", re.IGNORECASE), "+"),
    (re.compile(r"\bminus\b|减去?", re.IGNORECASE), "-"),
    (re.compile(r"\btimes\b|\bmultiplied by\b|乘以?", re.IGNORECASE), "*"),
    (re.compile(r"\bdivided by\b|\bover\b|除以", re.IGNORECASE), "/"),
    (re.compile(r"\bto the power(?: of)?\b|的?(?=\d+次方)", re.IGNORECASE), "^"),
    (re.compile(r"次方|\bsquared\b", re.IGNORECASE), ""),
    (re.compile(r"(?<=%)\s*of\b", re.IGNORECASE), "*"),
    (re.compile(r"(?:the )?square root of", re.IGNORECASE), "sqrt "),
    (re.compile(r"(\d[\d.]*)\s*的平方根"), r"sqrt(\1)"),
    (re.compile(r"(\d[\d.,]*[万亿千]?)\s*的\s*(\d[\d.]*)\s*%"), r"(\1) * \2%"),
)
_SCALES: Mapping[str, int] = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "billion": 10**9,
    "bn": 10**9, "trillion": 10**12, "dozen": 12,
}  # fmt: skip
_HAN = "零〇一二两三四五六七八九十百"
_HAN_NUMBER = re.compile(rf"(?<![\d.{_HAN}千万亿])[{_HAN}][{_HAN}千万亿]*")
_PER_CENT = re.compile(rf"百分之([{_HAN}]+)")
_PARTS = re.compile(rf"的([{_HAN}\d]+)分之([{_HAN}\d]+)")
_HAN_SCALES = (("万亿", " trillion"), ("亿", " * 100000000"), ("万", " * 10000"), ("千", " * 1000"))


@dataclass(frozen=True, slots=True)
class Value:
    """A number; `exact` is false where a root, a logarithm or the like was rounded."""

    number: Fraction
    exact: bool = True


def evaluate(expression: str) -> Value:
    """Work an expression out; raises ToolError that says what cannot be read or is too large.

    Knows + - * / // % ^ ! brackets, percentages, scales (2.3 million, 230万), sqrt, abs, round,
    floor, ceil, min, max, log, ln, exp, sin, cos, tan, pi, e.
    """
    reader = _Reader(tokens(expression))
    value = reader.sum(0)
    if not reader.done():
        raise ToolError(f"{expression[:80]!r} cannot be read from {reader.peek()!r} on")
    return value


def tokens(expression: str) -> list[str]:
    """Cut an expression into numbers, words and signs; raises ToolError for anything else."""
    written = unicodedata.normalize("NFKC", text.simplify(expression.strip().rstrip("=?？。 ")))
    written = _PARTS.sub(r"*(\2)/(\1)", _PER_CENT.sub(r"\1%", written))
    written = _HAN_NUMBER.sub(lambda m: _spelled(m.group()), written)
    for pattern, sign in _SPOKEN[:-1]:
        written = pattern.sub(sign, written)
    written = _SPOKEN[-1][0].sub(_SPOKEN[-1][1], written)
    for han, scale in _HAN_SCALES:
        written = written.replace(han, scale)
    found, at = [], 0
    while at < len(written):
        match = _TOKEN.match(written, at)
        if match is None:
            if not written[at:].strip():
                break
            raise ToolError(f"{expression[:80]!r} is no calculation: {written[at : at + 12]!r}")
        found.append(match.group().strip())
        at = match.end()
    if not found:
        raise ToolError("there is nothing to calculate; give an expression, as 17% of 2.3 million")
    return found


def _spelled(numeral: str) -> str:
    found = text.number(numeral)
    return numeral if found is None else f"{found:.15g}"


class _Reader:
    """Read tokens from left to right: sums of products of powers."""

    def __init__(self, found: list[str]) -> None:
        self._tokens = found
        self._at = 0

    def peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def done(self) -> bool:
        return self._at >= len(self._tokens)

    def take(self, *wanted: str) -> str:
        token = self.peek()
        if token and token.lower() in wanted:
            self._at += 1
            return token.lower()
        return ""

    def sum(self, depth: int) -> Value:
        value = self.product(depth)
        while sign := self.take("+", "-"):
            at, of = self._at, self._tokens[self._at - 2]
            more = self.product(depth)
            if of != "%" and self._tokens[at + 1 : self._at] == ["%"]:
                # 1200 + 15% is 15% more, as calculators and people have it.
                more = _both(value, more, _multiply)
            value = _both(value, more, _add if sign == "+" else _subtract)
        return value

    def product(self, depth: int) -> Value:
        value = self.signed(depth)
        while sign := self.take("*", "/", "//", "mod"):
            value = _both(value, self.signed(depth), _PRODUCTS[sign])
        return value

    def signed(self, depth: int) -> Value:
        if depth > DEPTH:
            raise ToolError("the expression is nested too deeply; write it in parts")
        if sign := self.take("-", "+"):
            value = self.signed(depth + 1)
            return Value(-value.number, value.exact) if sign == "-" else value
        return self.power(depth)

    def power(self, depth: int) -> Value:
        base = self.counted(depth)
        if self.take("^", "**"):
            return _raised(base, self.signed(depth + 1))
        return base

    def counted(self, depth: int) -> Value:
        """Read an atom with what follows it: a scale, %, !."""
        value = self.atom(depth)
        while True:
            sign = self.peek().lower()
            if sign in _SCALES:
                value = _both(value, Value(Fraction(_SCALES[sign])), _multiply)
            elif sign == "%":
                value = Value(value.number / 100, value.exact)
            elif sign == "!":
                value = Value(_factorial(value.number))
            else:
                return value
            self._at += 1

    def atom(self, depth: int) -> Value:
        token = self.peek()
        if not token:
            raise ToolError("the expression ends too early; complete it")
        self._at += 1
        if token == "(":  # noqa: S105
            value = self.sum(depth + 1)
            if not self.take(")"):
                raise ToolError("a bracket is not closed; close it")
            return value
        if token[0].isdigit() or token[0] == ".":
            return Value(_sized(Fraction(token.replace(",", ""))))
        return self.named(token.lower(), depth)

    def named(self, name: str, depth: int) -> Value:
        if name in _CONSTANTS:
            return Value(Fraction(_CONSTANTS[name]), exact=False)
        if name not in _FUNCTIONS and name not in _EXACT:
            raise ToolError(f"{name!r} is not known; the functions are {', '.join(_NAMES)}")
        values = self.arguments(depth)
        if name in _EXACT:
            number = _EXACT[name](*[v.number for v in values[: 2 if name == "round" else None]])
            return Value(Fraction(number), all(v.exact for v in values))
        return _rounded(name, values[0].number)

    def arguments(self, depth: int) -> list[Value]:
        if not self.take("("):
            return [self.counted(depth + 1)]
        values = [self.sum(depth + 1)]
        while self.take(","):
            values.append(self.sum(depth + 1))
        if not self.take(")"):
            raise ToolError("a bracket is not closed; close it")
        return values


def _both(a: Value, b: Value, how: Callable[[Fraction, Fraction], Fraction]) -> Value:
    try:
        return Value(_sized(how(a.number, b.number)), a.exact and b.exact)
    except ZeroDivisionError:
        raise ToolError("that divides by zero, which has no result") from None


def _add(a: Fraction, b: Fraction) -> Fraction:
    return a + b


def _subtract(a: Fraction, b: Fraction) -> Fraction:
    return a - b


def _multiply(a: Fraction, b: Fraction) -> Fraction:
    return a * b


_PRODUCTS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "*": _multiply,
    "/": lambda a, b: a / b,
    "//": lambda a, b: Fraction(a // b),
    "mod": lambda a, b: a % b,
}


def _sized(number: Fraction) -> Fraction:
    if number.numerator.bit_length() + number.denominator.bit_length() > BITS:
        raise ToolError("the number has more than about 4,000 digits; ask for something smaller")
    return number


def _raised(base: Value, exponent: Value) -> Value:
    power = exponent.number
    if power.denominator == 1:
        bits = max(base.number.numerator.bit_length(), base.number.denominator.bit_length())
        if bits * abs(power) > BITS:
            raise ToolError("the power has more than about 4,000 digits; ask for a smaller one")
        if not base.number and power < 0:
            raise ToolError("that divides by zero, which has no result")
        return Value(base.number ** int(power), base.exact and exponent.exact)
    if base.number < 0:
        raise ToolError("a root of a negative number is no real number")
    try:
        return Value(Fraction(float(base.number) ** float(power)), exact=False)
    except OverflowError:
        raise ToolError("the power is too large; ask for a smaller one") from None


def _factorial(number: Fraction) -> Fraction:
    if number.denominator != 1 or not 0 <= number <= 2000:
        raise ToolError("a factorial is worked out for whole numbers from 0 to 2,000")
    return Fraction(math.factorial(int(number)))


def _rounded(name: str, number: Fraction) -> Value:
    root = Fraction(math.isqrt(max(0, number.numerator)), math.isqrt(number.denominator))
    if name == "sqrt" and root * root == number:
        return Value(root)
    try:
        return Value(Fraction(_FUNCTIONS[name](float(number))), exact=False)
    except (ValueError, OverflowError):
        raise ToolError(f"{name} of {float(number):g} has no real result") from None


_CONSTANTS: Mapping[str, float] = {"pi": math.pi, "e": math.e}
_FUNCTIONS: Mapping[str, Callable[[float], float]] = {
    "sqrt": math.sqrt, "log": math.log10, "ln": math.log, "exp": math.exp,
    "sin": math.sin, "cos": math.cos, "tan": math.tan,
}  # fmt: skip
_EXACT: Mapping[str, Callable[..., Fraction | int]] = {
    "abs": abs,
    "floor": math.floor,
    "ceil": math.ceil,
    "round": lambda x, n=Fraction(0): round(x, int(n)),
    "min": min,
    "max": max,
}
_NAMES = (*_FUNCTIONS, *_EXACT)
