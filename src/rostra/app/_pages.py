"""Deleted and edited posts leave the kept digests that rest on them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rostra.assistant import Digest, Evidence, Sentence, Told
    from rostra.posts import Post

    Cleaned = Callable[[Sentence, Mapping[int, Post]], Sentence]


def digest_without(digest: Digest, lost: Callable[[Post], Post | None], cleaned: Cleaned) -> Digest:
    """Return the digest without what was lost; numbers, counts, links and times stay.

    `lost` says what is left of a post (None: all of it), `cleaned` what is left of a sentence.
    """
    evidence: list[Evidence] = []
    changed: dict[int, Post] = {}
    for item in digest.evidence:
        left = lost(item.post)
        if left is not None:
            changed[item.number] = left
        evidence.append(item if left is None else replace(item, post=left))
    if not changed:
        return digest

    def clean(sentence: Sentence) -> Sentence:
        return cleaned(sentence, changed)

    return replace(
        digest,
        evidence=tuple(evidence),
        stories=tuple(_story(told, clean) for told in digest.stories),
        jests=tuple(replace(jest, quote=clean(jest.quote)) for jest in digest.jests),
    )


def _story(told: Told, clean: Callable[[Sentence], Sentence]) -> Told:
    return replace(
        told,
        title=clean(told.title),
        sentences=tuple(clean(s) for s in told.sentences),
        disputes=tuple(
            replace(d, claim=clean(d.claim), reply=clean(d.reply)) for d in told.disputes
        ),
        voices=replace(told.voices, said=tuple((m, clean(s)) for m, s in told.voices.said)),
    )
