"""What was used and what it cost; who did what; as lists and as files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rostra.accounts import sheet
from rostra.app._people_ground import Ground
from rostra.app._people_words import AuditAsked, AuditLine, UsageAsked, UsageLine, UsageTotal
from rostra.app._used import MILLION

if TYPE_CHECKING:
    from rostra.records import SpendingsWanted

MOST = 1_000_000
"""Rows of a file at most."""


@dataclass(frozen=True, slots=True)
class Books:
    """Reads what was used."""

    ground: Ground

    def usage(self, asked: UsageAsked) -> tuple[UsageLine, ...]:
        """List usage, the newest first."""
        from rostra.records import list_spendings

        kept = list_spendings(self.ground.engine, _wanted(asked), limit=asked.limit)
        names = self._names()
        return tuple(
            UsageLine(
                one.at, one.person, names.get(one.person, ""), one.key, one.action, one.model,
                one.units, one.tokens_in, one.tokens_out, one.cost / MILLION, one.own_key,
                one.state, one.outcome, one.estimated,
            )
            for one in kept
        )  # fmt: skip

    def totals(self, asked: UsageAsked) -> tuple[UsageTotal, ...]:
        """Sum usage up by person, key, action and model, the dearest first."""
        from rostra.records import total_spendings

        names = self._names()
        return tuple(
            UsageTotal(
                one.person, names.get(one.person, ""), one.action, one.model, one.times, one.units,
                one.tokens_in, one.tokens_out, one.cost / MILLION, one.refunded,
                one.estimated > 0, one.key,
            )
            for one in total_spendings(self.ground.engine, _wanted(asked))
        )  # fmt: skip

    def usage_csv(self, asked: UsageAsked) -> str:
        """Write usage as CSV."""
        return _csv(UsageLine, self.usage(asked))

    def usage_json(self, asked: UsageAsked) -> str:
        """Write usage as a JSON list."""
        return _json(self.usage(asked))

    def audit(self, asked: AuditAsked) -> tuple[AuditLine, ...]:
        """List the audit log, the newest first."""
        from rostra.records import list_audit

        names = self._names()
        return tuple(
            AuditLine(
                one.number, one.at, one.actor, names.get(one.actor, ""), one.action, one.target,
                names.get(one.target, ""), one.address, one.note,
            )
            for one in list_audit(
                self.ground.engine, limit=asked.limit, before=asked.before, person=asked.person
            )
        )  # fmt: skip

    def audit_csv(self, asked: AuditAsked) -> str:
        """Write the audit log as CSV."""
        return _csv(AuditLine, self.audit(asked))

    def audit_json(self, asked: AuditAsked) -> str:
        """Write the audit log as a JSON list."""
        return _json(self.audit(asked))

    def _names(self) -> Mapping[str, str]:
        from rostra.records import list_people

        return {one.id: one.name for one in list_people(self.ground.engine, 100_000)}


def _wanted(asked: UsageAsked) -> SpendingsWanted:
    from rostra.records import SpendingsWanted

    return SpendingsWanted(asked.person, asked.key, asked.since, asked.until)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _csv(kind: Any, rows: Sequence[Any]) -> str:
    head = [field.name for field in fields(kind)]
    return sheet(head, ([_plain(getattr(row, name)) for name in head] for row in rows))


def _json(rows: Sequence[Any]) -> str:
    told = [{name: _plain(value) for name, value in asdict(row).items()} for row in rows]
    return json.dumps(told, ensure_ascii=False)
