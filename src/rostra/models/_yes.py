"""Read how sure a model is of a yes, from the tokens it weighed for its first word."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from rostra.models._types import Message, Model, Options

YES = frozenset({"yes", "是", "是的", "对", "支持", "true"})
NO = frozenset({"no", "否", "不", "不是", "不对", "不支持", "false"})
WEIGHED = 20  # alternatives asked for: enough to hold a yes and a no under other spellings


def yes_probability(model: Model, question: str | Sequence[Message]) -> float | None:
    """Ask a yes/no question in Chinese or English; give P(yes), or None.

    P(yes) / (P(yes) + P(no)), each summed over its spellings among the likeliest first tokens.
    None when the server tells no log probabilities for it, or the model weighed neither word. The
    number ranks; it is no calibrated probability: a 0.5B model stays under 0.5 even when it is
    right. Raises ModelError.
    """
    asked = [Message("user", question)] if isinstance(question, str) else question
    options = Options(max_tokens=4, logprobs=WEIGHED)
    pieces = model.reply(asked, options)
    try:
        for chunk in pieces:
            if chunk.text.strip() and not chunk.tokens:
                return None  # a word nobody weighed
            for token in chunk.tokens:
                if token.text.strip():
                    return _share(token.alternatives or ((token.text, token.logprob),))
    finally:
        if hasattr(pieces, "close"):
            pieces.close()  # one token is enough
    return None


def _share(weighed: Iterable[tuple[str, float]]) -> float | None:
    yes = no = 0.0
    for text, logprob in weighed:
        word = text.strip(" \n\t.。,，!！\"'“”").lower()
        if word in YES:
            yes += math.exp(logprob)
        elif word in NO:
            no += math.exp(logprob)
    return yes / (yes + no) if yes + no else None
