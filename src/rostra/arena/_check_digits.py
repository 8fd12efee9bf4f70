"""The check digits of cards, accounts and identity numbers, which tell them from other numbers."""

from __future__ import annotations

from datetime import date

_CHINA_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"


def luhn(digits: str) -> bool:
    """Whether digits pass the Luhn check (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def china_id(said: str) -> bool:
    """Whether 18 characters are a Chinese identity number (GB 11643-1999): date and check digit."""
    try:
        born = date(int(said[6:10]), int(said[10:12]), int(said[12:14]))
    except ValueError:
        return False
    weighed = sum(w * int(d) for w, d in zip(_CHINA_WEIGHTS, said[:17], strict=True))
    return born.year >= 1880 and "10X98765432"[weighed % 11] == said[17].upper()


def taiwan_id(said: str) -> bool:
    """Whether a letter and nine digits are a Taiwanese identity number."""
    letter = _TAIWAN_LETTERS.index(said[0]) + 10
    digits = [letter // 10, letter % 10, *map(int, said[1:])]
    weights = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
    return sum(w * d for w, d in zip(weights, digits, strict=True)) % 10 == 0


def iban(said: str) -> bool:
    """Whether it is an international account number (ISO 13616): 97 leaves 1."""
    bare = said.replace(" ", "")
    if not 15 <= len(bare) <= 34:
        return False
    return int("".join(str(int(c, 36)) for c in bare[4:] + bare[:4])) % 97 == 1
