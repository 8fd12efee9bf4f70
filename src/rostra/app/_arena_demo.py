"""The board of the demo, where no vote was ever kept here: labelled, and never mixed with any."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rostra.arena import BoardRules, Filter, Sheet
    from rostra.records import Engine


def no_votes(records: Engine) -> bool:
    """Whether the records hold no vote at all, excluded ones among them."""
    from rostra.records import any_vote

    return not any_vote(records)


def demo_sheet(keep: Filter, rules: BoardRules, made_at: datetime, *, whole: bool) -> Sheet:
    """Make the sheet of the demo's votes; its source says that rules judged, not people."""
    from rostra.arena import Sheet, demo_record, from_rows, only, sheet_of_votes, told_filters

    record = demo_record()
    base = Sheet(None, source=f"demo: {record.label}", filters=told_filters(keep), made_at=made_at)
    votes = only(from_rows(record.votes), keep)
    return sheet_of_votes(votes, rules, base, whole=whole)
