"""Text tools: segmentation, language, normal forms, sanitising, near-duplicates."""

from rostra.text._clean import clean, plain
from rostra.text._clocks import Clock, clocks
from rostra.text._dates import Moment, dates
from rostra.text._dictionary import Dictionary, make_dictionary, open_dictionary
from rostra.text._duplicates import Fingerprint, duplicate_groups, fingerprint, resemblance
from rostra.text._languages import language
from rostra.text._marks import draw_mark
from rostra.text._names import names, negated
from rostra.text._numerals import number
from rostra.text._quantities import Quantity, quantities
from rostra.text._scripts import script, simplify, traditional
from rostra.text._spans import Span, time_span
from rostra.text._stems import COMMON, grams, stem
from rostra.text._words import sentences, words

__all__ = [
    "COMMON",
    "Clock",
    "Dictionary",
    "Fingerprint",
    "Moment",
    "Quantity",
    "Span",
    "clean",
    "clocks",
    "dates",
    "draw_mark",
    "duplicate_groups",
    "fingerprint",
    "grams",
    "language",
    "make_dictionary",
    "names",
    "negated",
    "number",
    "open_dictionary",
    "plain",
    "quantities",
    "resemblance",
    "script",
    "sentences",
    "simplify",
    "stem",
    "time_span",
    "traditional",
    "words",
]
