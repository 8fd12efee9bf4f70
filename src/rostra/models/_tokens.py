"""How a model's own tokenizer takes a text apart, by the page its server has for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from rostra.errors import ModelError


@dataclass(frozen=True, slots=True)
class TextToken:
    """A token of a text: its number, what it says, and its bytes (a part of a character too)."""

    id: int
    text: str
    bytes: bytes


class Paged(Protocol):
    """A model whose server has pages beside the chat."""

    name: str

    def page(self, path: str, body: Mapping[str, Any] | None = None, /) -> Any:
        """Read JSON from the server; None where it has no such page."""
        ...


def tokenize(model: Paged, text: str) -> tuple[TextToken, ...]:
    """Take a text apart as the model reads it (llama.cpp, vLLM and SGLang tell that).

    Raises ModelError where the server does not.
    """
    told = model.page("/tokenize", {"content": text, "prompt": text, "with_pieces": True,
                                    "return_token_strs": True})  # fmt: skip
    tokens = told.get("tokens") if isinstance(told, dict) else None
    if not isinstance(tokens, list):
        raise ModelError(
            f"the server of the model {model.name!r} does not tell how it takes a text apart; "
            "llama.cpp, vLLM and SGLang do (page /tokenize)"
        )
    words = told.get("token_strs") or []
    return tuple(_token(at, one, words) for at, one in enumerate(tokens))


def _token(at: int, told: Any, words: list[str]) -> TextToken:
    if isinstance(told, int):
        said = words[at] if at < len(words) else ""
        return TextToken(told, said, said.encode())
    piece = told.get("piece", "")
    raw = bytes(piece) if isinstance(piece, list) else str(piece).encode("utf-8", "replace")
    return TextToken(int(told["id"]), raw.decode("utf-8", "replace"), raw)
