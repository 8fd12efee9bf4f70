"""Play battles by themselves: entrants over the sample feed, judged by rules, kept in a file."""

from __future__ import annotations

import fcntl
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from zoneinfo import ZoneInfo

from rostra.app._answering import Answering
from rostra.app._arena_judging import judged
from rostra.app._embedders import open_embedders
from rostra.app._entrants import Asks, entrant
from rostra.app._models import NONE, open_lineup
from rostra.app._recipes import Recipe, chosen, fault_of, known_recipes, prompt_set, weights_of
from rostra.app._words import Asking
from rostra.arena import (
    RULES,
    Pairing,
    Recorded,
    Told,
    Turn,
    battle_row,
    judged_row,
    line_of,
    read_recorded,
    rounds,
)
from rostra.assistant import LANGS, Finished, work
from rostra.errors import ModelError, SettingsError
from rostra.feeds import sample_changes, sample_truth
from rostra.posts import Post
from rostra.tools import Setting, open_mcp

if TYPE_CHECKING:
    from rostra.arena import Entrant
    from rostra.models import OpenModels
    from rostra.posts import Store
    from rostra.settings import Settings

NOW = datetime(2026, 8, 20, 14, tzinfo=UTC)
"""The moment at which the sample ends and questions are asked, so that plays can be compared."""
ZONE = ZoneInfo("Asia/Shanghai")
DEFAULT = ("posts only", "tiny", "mini", "large", "mini unchecked", "mini alone")
"""The judge is the checker, and what it let pass before passes again: so one plays without it, and
one without any post."""
PATIENCE_S = 120.0
"""Seconds after which no further model call is begun: a loaded machine changes no answer."""
GIVE_UP = 3
"""Void battles in a row after which something is wrong with the machine."""
_UNPLAYED: dict[str, Any] = {"cause": "not played"}
PROMPTS = ("write", "rewrite", "judge", "talk")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Playing:
    """What is to be played, and into which file; `minutes` bounds this run (0 = it does not)."""

    record: Path
    battles: int = 100
    entrants: tuple[str, ...] = ()
    seed: int = 1
    minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class PlayProgress:
    """How far a play is: battles played of all, those of this run, the last one, its seconds."""

    done: int
    of: int
    new: int
    said: str
    seconds: float


def play_battles(
    settings: Settings,
    playing: Playing,
    tell: Callable[[PlayProgress], None] = lambda _: None,
    clock: Callable[[], float] = time.monotonic,
) -> Recorded:
    """Play the battles that the file lacks, and return what it holds then.

    Each answer and battle is written when it is there, so that a killed run goes on where it
    stopped. An answer to a question is had once and used again. A battle of which an answer fails
    is void, and played again by the next run. Raises SettingsError where an entrant cannot be had
    here or the file is of another play, ModelError after three void battles in a row.
    """
    began = clock()
    with ExitStack() as stack:
        models = stack.enter_context(open_lineup(settings))
        recipes = _recipes(playing, models, settings)
        keep = stack.enter_context(
            _keeping(playing.record, _head(playing, recipes, models, settings))
        )
        questions = _questions(playing.seed)
        plan = rounds(sorted(recipes), list(questions), playing.battles, playing.seed)
        left = [p for p in plan if keep.battles.get(p.number, _UNPLAYED).get("cause")]
        if left:
            answering, store = stack.enter_context(_opened(settings, models))
            table = _Table(answering, store, recipes, keep, questions)
            rows = _rows(table, left, lambda: _over(playing, clock() - began))
            for new, row in enumerate(rows, start=1):
                keep.add(row)
                said = f"{row['left']} against {row['right']}: {row.get('cause') or row['choice']}"
                tell(PlayProgress(keep.played, len(plan), new, said, clock() - began))
    recorded = read_recorded(playing.record)
    assert recorded is not None  # noqa: S101 - its head was written above
    return recorded


def _rows(table: _Table, left: Sequence[Pairing], over: Callable[[], bool]) -> Iterator[Row]:
    """Play what is left until the time is over; raises ModelError where too much is void."""
    failed = 0
    for pairing in left:
        if over():
            return
        row = table.played(pairing)
        yield row
        failed = failed + 1 if row.get("cause") else 0
        if failed == GIVE_UP:
            msg = f"{failed} battles in a row are void; the last: {row['cause']}"
            raise ModelError(msg)


def _over(playing: Playing, seconds: float) -> bool:
    return bool(playing.minutes) and seconds > playing.minutes * 60


@contextmanager
def _opened(settings: Settings, models: OpenModels) -> Iterator[tuple[Answering, Store]]:
    """Open a store that holds the sample alone, and what answers from it."""
    from rostra.posts import open_store
    from rostra.records import open_engine

    with tempfile.TemporaryDirectory(prefix="rostra-play-") as place, ExitStack() as stack:
        folder = Path(place)
        records = open_engine(f"sqlite:///{folder}/records.sqlite")
        stack.callback(records.dispose)
        embedders = open_embedders(settings)
        # A store whose clock ran behind the sample's end would take its newest posts for future.
        store = open_store(
            folder / "posts",
            embed=embedders.static,
            fine=embedders.fine,
            clock=lambda: NOW + timedelta(days=1),
        )
        stack.callback(store.close)
        store.write(list(sample_changes(NOW, ZONE)))
        mcp = stack.enter_context(open_mcp(()))
        yield Answering(settings, store, records, models, embedders, mcp), store


def _recipes(playing: Playing, models: OpenModels, settings: Settings) -> dict[str, Recipe]:
    recipes = chosen(known_recipes(settings), playing.entrants or DEFAULT)
    for name, recipe in recipes.items():
        if why := fault_of(recipe, models, settings):
            msg = f"the entrant {name!r} cannot be had here: {why}"
            raise SettingsError(msg)
    return recipes


def _questions(seed: int) -> dict[str, Row]:
    """Draw the sample's questions that its posts answer, Chinese and English by turns."""
    truth = sample_truth(NOW, ZONE)
    asked = [q for q in truth.questions if q.needs == "posts" and q.answerable]
    random.Random(seed).shuffle(asked)
    by_lang = [[q for q in asked if q.lang == lang] for lang in ("zh", "en")]
    paired = zip(*by_lang, strict=False)
    return {
        q.id: {"is": "question", "id": q.id, "lang": q.lang, "about": q.about, "text": q.text}
        for both in paired
        for q in both
    }


def _head(
    playing: Playing, recipes: Mapping[str, Recipe], models: OpenModels, settings: Settings
) -> Row:
    return {
        "is": "record",
        "version": 1,
        "rules": RULES.version,
        "said": RULES.words(),
        "seed": playing.seed,
        "now": NOW.isoformat(),
        "zone": ZONE.key,
        "rerank": settings.models.rerank,
        "entrants": [_about(n, r, models, settings) for n, r in sorted(recipes.items())],
        "made": datetime.now(UTC).date().isoformat(),
        "rostra": version("rostra"),
    }


def _about(name: str, recipe: Recipe, models: OpenModels, settings: Settings) -> Row:
    """Tell what an entrant is made of: its weights by their hash, its prompts by version."""
    told: Row = {"name": name, **asdict(recipe)}
    told.pop("names")
    weights = weights_of(recipe, models)
    if weights is not None:
        told |= {"weights": weights.file, "sha256": weights.sha256, "licence": weights.licence}
    if recipe.model != NONE:
        prompts = prompt_set(recipe.prompts, settings)
        told["prompts"] = [prompts(p, lang).mark for p in PROMPTS for lang in LANGS]
    return told


@contextmanager
def _keeping(path: Path, head: Row) -> Iterator[_Keep]:
    """Hold the file alone, without what a killed run left of its last line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            msg = f"another run plays into {path}; wait for it, or name another file with --record"
            raise SettingsError(msg) from None
        file.seek(0)
        raw = file.read()
        file.truncate(raw.rfind(b"\n") + 1)
        keep = _Keep(file)
        before = read_recorded(path)
        if before is None:
            keep.add(head)
        else:
            _same_play(before, head, path)
            keep.questions |= before.questions
            keep.answers |= before.answers
            keep.battles |= before.battles
        yield keep


def _same_play(before: Recorded, head: Row, path: Path) -> None:
    other = [k for k, v in head.items() if k != "made" and before.head.get(k) != v]
    if other:
        msg = (
            f"{path} holds another play ({', '.join(other)} differ); go on with what it was "
            "begun with, or name another file with --record"
        )
        raise SettingsError(msg)


class _Keep:
    """The file: what it holds, and each further line on the disk before the next is begun."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.answers: dict[tuple[str, str], Row] = {}
        self.battles: dict[int, Row] = {}
        self.questions: dict[str, Row] = {}

    @property
    def played(self) -> int:
        """How many battles are played and not void."""
        return sum(not row.get("cause") for row in self.battles.values())

    def add(self, row: Row) -> None:
        """Write a row and remember it."""
        self._file.write(line_of(row).encode())
        self._file.flush()
        os.fsync(self._file.fileno())
        if row["is"] == "question":
            self.questions[row["id"]] = row
        elif row["is"] == "answer":
            self.answers[row["question"], row["entrant"]] = row
        elif row["is"] == "battle":
            self.battles[row["number"]] = row


class _Table:
    """Where battles are played: each answer is had once, each question's posts are found once."""

    def __init__(
        self,
        answering: Answering,
        store: Store,
        recipes: Mapping[str, Recipe],
        keep: _Keep,
        questions: Mapping[str, Row],
    ) -> None:
        asks = Asks(NOW, ZONE.key, sample=True, patience_s=PATIENCE_S, seed=1)
        self._entrants = {n: entrant(n, r, answering, asks) for n, r in recipes.items()}
        self._answering = answering
        self._store = store
        self._keep = keep
        self._questions = questions
        truth = sample_truth(NOW, ZONE)
        known = {key: (fact.zh, fact.en) for key, fact in truth.facts.items()}
        self._facts = {q.id: [known[f] for f in q.facts] for q in truth.questions}
        self._found: tuple[str, tuple[Post, ...]] = ("", ())

    def played(self, pairing: Pairing) -> Row:
        """Play a battle; one of which an answer fails is void."""
        sides = (pairing.left, pairing.right)
        row = battle_row(pairing.number, pairing.question, sides, datetime.now(UTC))
        if pairing.question not in self._keep.questions:
            self._keep.add(self._questions[pairing.question])
        try:
            left, right = (self._answer(pairing.question, name) for name in sides)
        except ModelError as error:
            return {**row, "cause": " ".join(str(error).split())[:300]}
        question = self._questions[pairing.question]["text"]
        posts = self._posts(question, (left, right))
        desk = self._answering.checking()
        texts = (left["text"], right["text"])
        facts = self._facts.get(pairing.question, ())
        verdict, ours, theirs = judged(question, texts, posts, desk, facts)
        return {**judged_row(row, verdict), "measured": [asdict(ours), asdict(theirs)]}

    def _answer(self, question: str, name: str) -> Row:
        """Return an entrant's answer: a repeated question at the same moment has the same one."""
        kept = self._keep.answers.get((question, name))
        if kept is not None:
            return kept
        told = _told(self._entrants[name], self._questions[question]["text"])
        cards = [
            {"number": c.number, "post": c.post_id, "network": c.network, "handle": c.handle}
            for c in told.cards
        ]
        row: Row = {"is": "answer", "question": question, "entrant": name, "text": told.text,
                    "cards": cards, "seconds": told.seconds}  # fmt: skip
        self._keep.add(row)
        return row

    def _posts(self, question: str, answers: Sequence[Row]) -> tuple[Post, ...]:
        """Find the posts that both answers are weighed against."""
        if self._found[0] != question:
            within, zone = self._answering.bounds(
                Asking(question, timezone=ZONE.key, sample=True, now=NOW)
            )
            setting = Setting(NOW, zone)
            quoting = self._answering.quoting()
            *_, last = work(question, quoting, lambda _: (), setting=setting, within=within)
            assert isinstance(last, Finished)  # noqa: S101 - it ends with it
            self._found = question, tuple(item.post for item in last.answer.evidence)
        named = list(dict.fromkeys(c["post"] for answer in answers for c in answer["cards"]))
        cited = self._store.get(named)
        return tuple({p.id: p for p in (*self._found[1], *cited.values())}.values())


def _told(entrant: Entrant, question: str) -> Told:
    *_, last = entrant.call((Turn(question),))
    assert isinstance(last, Told)  # noqa: S101 - it ends with it
    return last


def standings(recorded: Recorded) -> list[tuple[str, int, int, int, int]]:
    """Count what each entrant won, tied, lost and failed at with its rival, the best share first.

    No rating: a plain count of the file, for the end of a run.
    """
    tally: dict[str, list[int]] = {}
    for vote in recorded.votes:
        for name, side in ((vote.left, "left"), (vote.right, "right")):
            row = tally.setdefault(name, [0, 0, 0, 0])
            row[_PLACE.get(vote.choice, 0 if vote.choice == side else 2)] += 1
    ranked = sorted(tally.items(), key=lambda item: (-_share(item[1]), item[0]))
    return [(name, won, tied, lost, bad) for name, (won, tied, lost, bad) in ranked]


def _share(row: Sequence[int]) -> float:
    won, tied, _, bad = row
    return (won + tied / 2 + bad / 2) / sum(row)


_PLACE = {"tie": 1, "both bad": 3}
