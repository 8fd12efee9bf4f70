"""Who may be drawn for a battle: the entrants that can be had, the anonymous ones masked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rostra import arena
from rostra.app._arena_counts import HeldCounts
from rostra.app._arena_words import EntrantLine
from rostra.arena import Entrant, Masked
from rostra.errors import ArenaError

if TYPE_CHECKING:
    from rostra.arena import Counts
    from rostra.records import Engine
    from rostra.settings import EntrantSettings, Settings

UNREGISTERED = "not in the register yet; `rostra arena register add` puts it there"
RETIRED = "retired; its votes stay"
HIDDEN_FAULT = "cannot be had here now"


class Contenders:
    """The entrants by the names a battle knows: an anonymous one's is its code name.

    What `entrants` and `missing` return is keyed by those names.
    """

    def __init__(
        self,
        settings: Callable[[], Settings],
        records: Engine,
        entrants: Callable[[], Mapping[str, Entrant]],
        missing: Callable[[], Mapping[str, str]],
    ) -> None:
        self._settings = settings
        self._records = records
        self._held = HeldCounts(records)
        self._entrants = entrants
        self._missing = missing
        self._built: tuple[Settings | None, dict[str, Entrant]] = (None, {})

    def known(self) -> dict[str, Entrant]:
        """Return the entrants that can be had, by the name a battle knows them by."""
        masks, settings = self._masks(), self._settings()
        as_of, built = self._built
        kept = built if as_of is settings else {}
        # One that remembers what it told goes on in the turns that follow.
        found = {
            name: kept.get(name)
            or replace(entrant, label=name, names=(*entrant.names, *masks.get(name, ())))
            for name, entrant in self._entrants().items()
        }
        self._built = settings, found
        return found

    def drawn(self, mode: str = "") -> dict[str, Entrant]:
        """Return those that may be drawn for a new battle, of one mode where it is named.

        Raises ArenaError where there are not two.
        """
        if mode not in ("", "feed", "plain"):
            raise ArenaError(f"mode: {mode!r} is none; it may be feed or plain")
        found = {
            name: entrant
            for name, entrant in self._drawable().items()
            if not mode or entrant.mode == mode
        }
        if len(found) < 2:
            only = f"only {next(iter(found))!r}" if found else "nobody"
            of = f" in mode {mode}" if mode else ""
            msg = (
                f"a battle needs two entrants, and {only} can be had{of}; "
                "`rostra arena entrants` says what is missing"
            )
            raise ArenaError(msg)
        return found

    def pick(self, drawn: Mapping[str, Entrant], seed: int) -> tuple[str, str]:
        """Choose who meets, again the same for the same seed, entrants and votes.

        The pair's own order tells no side: see `arena.sides`.
        """
        floor = self._settings().arena.floor
        return arena.choose(self._counts(), sorted(drawn), seed=seed, floor=floor)

    def shares(self) -> dict[str, float]:
        """Return the part of new battles that each of those drawn stands in."""
        names = sorted(self._drawable())
        if len(names) < 2:
            return dict.fromkeys(names, 0.0)
        chance = arena.shares(self._counts(), names, floor=self._settings().arena.floor)
        return {name: float(part) for name, part in zip(names, chance.sum(axis=1), strict=True)}

    def votes(self) -> dict[str, int]:
        """Return the votes that count of each entrant."""
        counts = self._counts()
        each = (counts.wins + counts.wins.T + counts.ties + counts.bad).sum(axis=1)
        return dict(zip(counts.names, each.tolist(), strict=True))

    def _counts(self) -> Counts:
        return self._held.now()[1]

    def labels(self) -> set[str]:
        """Return every label in use but code names; those behind them are never to be shown."""
        labels = {e.label for e in self._told()}
        return labels | ({*self._entrants(), *self._missing()} - set(self._masks()))

    def lines(self, register: Sequence[Masked]) -> tuple[EntrantLine, ...]:
        """List who may be met, and who not and why."""
        known, faults, shares = self.known(), self._faults(), self.shares()
        masked = {one.code: one for one in register}
        codes = {e.code for e in self._told() if e.code} | set(masked)
        votes = self.votes()
        found = []
        for name in dict.fromkeys((*known, *faults)):
            entrant, mask = known.get(name), masked.get(name)
            found.append(
                EntrantLine(
                    name=name,
                    kind=entrant.kind if entrant and name not in codes else "",
                    mode=entrant.mode if entrant else "",
                    votes=votes.get(name, 0),
                    share=shares.get(name, 0.0),
                    problem=faults.get(name, ""),
                    anonymous=name in codes,
                    true_name=mask.name if mask else "",
                )
            )
        return tuple(found)

    def _drawable(self) -> dict[str, Entrant]:
        faults = self._faults()
        return {name: entrant for name, entrant in self.known().items() if name not in faults}

    def _faults(self) -> dict[str, str]:
        """Say of each who cannot be drawn why; nothing of an anonymous one's model."""
        from rostra.records import list_register

        masks = self._masks()
        faults = {
            name: HIDDEN_FAULT if name in masks else why for name, why in self._missing().items()
        }
        register = {one.code: one for one in list_register(self._records)}
        for code in masks:
            if code not in register:
                faults[code] = UNREGISTERED
            elif register[code].retired_at:
                faults[code] = RETIRED
        return faults

    def _masks(self) -> dict[str, tuple[str, ...]]:
        """Return the true names behind each code name."""
        return {
            e.code: tuple(name for name in (e.label, e.maker) if name)
            for e in self._told()
            if e.code
        }

    def _told(self) -> Sequence[EntrantSettings]:
        return self._settings().arena.entrants
