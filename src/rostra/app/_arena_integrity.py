"""The voters of the kept votes are judged again when new votes came; what is found stays kept."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rostra.arena import Judgement, Suspicion, Votes
    from rostra.records import Engine

OURS = ("voter: ", "burst ", "question ")
"""How the reasons begin that are given here; votes excluded for others are not judged."""


PAUSE = timedelta(milliseconds=1)
"""How long to wait, for each vote judged, before votes are judged again.

To read and judge a vote costs 0.02 ms of CPU time (100,000 votes: 1.9 s), so that judging takes two
parts in a hundred of one core at most, however many votes there are.
"""


class Integrity:
    """Judges the votes in the records. Its methods may be called from any thread."""

    def __init__(self, records: Engine) -> None:
        self._records = records
        self._state: tuple[str, ...] = ()
        self._found: tuple[Suspicion, ...] = ()
        self._looked: tuple[datetime, int] | None = None
        self._lock = threading.Lock()

    def suspicions(self) -> tuple[Suspicion, ...]:
        """Tell what speaks against voters now, strongest first; excludes nothing."""
        with self._lock:
            return self._judged(None)

    def look(self, now: datetime) -> tuple[Suspicion, ...]:
        """Judge again where votes changed, and exclude what is found.

        A vote that was excluded for its voter stays so until an operator counts it again: a voter
        that behaves after being caught wins nothing by it. One that was set aside for its question
        counts again once others are asked as often. After a look there is none for `PAUSE` a vote.
        """
        with self._lock:
            if self._looked and abs(now - self._looked[0]) < self._looked[1] * PAUSE:
                return self._found
            return self._judged(now)

    def _judged(self, now: datetime | None) -> tuple[Suspicion, ...]:
        from rostra.records import votes_state

        state = votes_state(self._records)
        if state == self._state:
            return self._found
        ids, before, votes = _votes(self._records)
        if not len(votes):
            return ()
        judged = _judge(votes)
        if now is not None:
            self._keep(ids, before, judged, now)
            self._looked = now, len(votes)
            self._state, self._found = votes_state(self._records), judged.suspicions
        return judged.suspicions

    def _keep(self, ids: list[str], before: list[str], judged: Judgement, now: datetime) -> None:
        """Write down what changed of the reasons; `before` are those that stand."""
        from rostra.arena import FLOOD
        from rostra.records import exclude_votes, restore_votes

        fresh: dict[str, list[str]] = {}
        for one, old, code in zip(ids, before, judged.reasons.codes.tolist(), strict=True):
            reason = judged.reasons.values[code]
            if reason != old and (not old or old == FLOOD):
                fresh.setdefault(reason, []).append(one)
        for reason, changed in fresh.items():
            restore_votes(self._records, changed)
            if reason:
                exclude_votes(self._records, changed, reason, now)


def _votes(records: Engine) -> tuple[list[str], list[str], Votes]:
    """Read the votes to be judged, oldest first: those that count, and those excluded here.

    Their ids, the reasons that stand, and the votes.
    """
    import numpy as np

    from rostra.arena import columns
    from rostra.records import VotesWanted, vote_columns

    told = vote_columns(records, VotesWanted(excluded=None))
    keep = [k for k, why in enumerate(told.excluded) if not why or why.startswith(OURS)]
    names = ("left", "right", "choice", "at", "voter", "kind", "prompt")
    part = {name: [getattr(told, name)[k] for k in keep] for name in names}
    ids = [told.id[k] for k in keep]
    key = np.fromiter((_key(one) for one in ids), np.uint64, len(ids))
    return ids, [told.excluded[k] for k in keep], replace(columns(**part), key=key)


def _key(vote_id: str) -> int:
    return int.from_bytes(blake2b(vote_id.encode(), digest_size=8).digest(), "big")


def _judge(votes: Votes) -> Judgement:
    """Judge people only: what judges by stated rules is no voter to be suspected."""
    import numpy as np

    from rostra.arena import Column, judge_votes

    voter, kind = votes.words["voter"], votes.words["kind"]
    person = np.array([value != "rule" for value in kind.values])[kind.codes]
    values = (*voter.values, "")
    codes = np.where(person, voter.codes, len(values) - 1).astype(np.int32)
    return judge_votes(replace(votes, words={**votes.words, "voter": Column(values, codes)}))
