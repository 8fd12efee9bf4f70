"""What compares texts: the static table for every post, e5 for the best hits, the dictionary."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rostra import models
from rostra.app._models import weights_folder, weights_problem
from rostra.assistant import Gloss
from rostra.errors import WeightsError
from rostra.posts import Embed, Fine
from rostra.settings import Settings
from rostra.text import Dictionary, open_dictionary

if TYPE_CHECKING:
    from rostra.models import E5

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Embedders:
    """The two embedders; either is None where its file is missing, and search does without.

    `gloss` gives words in the other language.
    """

    static: Embed | None
    fine: Fine | None
    gloss: Gloss


def open_embedders(settings: Settings) -> Embedders:
    """Open what there is; e5 itself is opened when it is first asked."""
    static: models.StaticTable | None = None
    try:
        static = models.open_static()
    except WeightsError as error:
        log.warning("search goes without the static table: %s", error)
    fine: Fine | None = None
    if settings.models.rerank and not weights_problem("e5", settings):
        fine = Sleeping(weights_folder(settings) / models.WEIGHTS["e5"].file)

    @cache
    def dictionary() -> Dictionary:
        common = static.vocabulary if static else ()
        return open_dictionary(common, cache=weights_folder(settings))

    return Embedders(static, fine, lambda words: dictionary().renderings(words))


class Sleeping:
    """e5, opened at the first question: it costs half a second and 150 MB."""

    def __init__(self, weights: Path) -> None:
        self._weights = weights
        self._waking = threading.Lock()
        self._e5: E5 | None = None

    def queries(self, texts: Sequence[str], /) -> Any:
        """Return the unit vectors of questions."""
        return self._awake().queries(texts)

    def passages(self, texts: Sequence[str], /) -> Any:
        """Return the unit vectors of posts."""
        return self._awake().passages(texts)

    def _awake(self) -> E5:
        with self._waking:
            if self._e5 is None:
                self._e5 = models.open_e5(self._weights)
            return self._e5
