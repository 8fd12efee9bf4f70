"""The voters of the kept votes are judged again when new votes came; what is found stays kept."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rostra.arena import Judgement, Suspicion, Votes
    from rostra.records import Engine

OURS = ("voter: ", "burst ")
"""How the reasons begin that are given here; votes excluded for others are not judged."""


class Integrity:
    """Judges the votes in the records. Its methods may be called from any thread."""

    def __init__(self, records: Engine) -> None:
        self._records = records
        self._state: tuple[str, ...] = ()
        self._found: tuple[Suspicion, ...] = ()
        self._lock = threading.Lock()

    def suspicions(self) -> tuple[Suspicion, ...]:
        """Tell what speaks against voters now, strongest first; excludes nothing."""
        with self._lock:
            return self._judged(None)

    def look(self, now: datetime) -> tuple[Suspicion, ...]:
        """Judge again where votes changed, and exclude what is found.

        A vote that was excluded stays so until an operator counts it again: a voter that
        behaves after being caught wins nothing by it.
        """
        with self._lock:
            return self._judged(now)

    def _judged(self, now: datetime | None) -> tuple[Suspicion, ...]:
        from rostra.records import exclude_votes, votes_state

        state = votes_state(self._records)
        if state == self._state:
            return self._found
        ids, votes = _votes(self._records)
        if not len(votes):
            return ()
        judged = _judge(votes)
        if now is not None:
            for place, reason in enumerate(judged.reasons.values):
                out = (judged.reasons.codes == place).nonzero()[0]
                if reason and len(out):
                    exclude_votes(self._records, [ids[k] for k in out], reason, now)
            self._state, self._found = votes_state(self._records), judged.suspicions
        return judged.suspicions


def _votes(records: Engine) -> tuple[list[str], Votes]:
    """Read the votes to be judged, oldest first: those that count, and those excluded here."""
    from rostra.arena import columns
    from rostra.records import VotesWanted, list_votes, vote_columns

    told = vote_columns(records, VotesWanted(excluded=None))
    gone = {
        vote.id
        for vote in list_votes(records, VotesWanted(excluded=True))
        if not vote.excluded.startswith(OURS)
    }
    keep = [k for k, one in enumerate(told.id) if one not in gone]
    names = ("left", "right", "choice", "at", "voter", "kind", "prompt")
    part = {name: [getattr(told, name)[k] for k in keep] for name in names}
    return [told.id[k] for k in keep], columns(**part)


def _judge(votes: Votes) -> Judgement:
    """Judge people only: what judges by stated rules is no voter to be suspected."""
    import numpy as np

    from rostra.arena import Column, judge_votes

    voter, kind = votes.words["voter"], votes.words["kind"]
    person = np.array([value != "rule" for value in kind.values])[kind.codes]
    values = (*voter.values, "")
    codes = np.where(person, voter.codes, len(values) - 1).astype(np.int32)
    return judge_votes(replace(votes, words={**votes.words, "voter": Column(values, codes)}))
