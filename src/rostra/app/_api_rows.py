"""What the API keeps: responses of a person's that can be continued, and hooks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from rostra.app import _hooks
from rostra.app._hook_words import Delivered, Hooked, Hooking

if TYPE_CHECKING:
    from rostra.app._scrub import Losses
    from rostra.posts import Post
    from rostra.records import Engine, KeptResponse


class ApiRows:
    """Verbs of the API over the records; what is another owner's is as if unknown."""

    def __init__(self, records: Engine) -> None:
        self._records = records

    def keep(self, kept: KeptResponse, posts: Sequence[Post], before: str = "") -> None:
        """Keep a response with the posts it rests on, and those of the one it continues."""
        from rostra.records import Rest, response_rests, save_response

        rests = [Rest(p.id, p.author.id, p.source, p.native) for p in posts]
        inherited = response_rests(self._records, before) if before else []
        save_response(self._records, kept, [*rests, *inherited])

    def find(self, response_id: str, owner: str) -> KeptResponse | None:
        """Return a response; None where there is none of that owner's."""
        from rostra.records import find_response

        return find_response(self._records, response_id, owner)

    def delete(self, response_id: str, owner: str) -> bool:
        """Delete a response; False where there is none of that owner's."""
        from rostra.records import delete_response

        return delete_response(self._records, response_id, owner)

    def scrub(self, lost: Losses) -> int:
        """Forget the responses that rest on lost posts; return how many."""
        from rostra.records import forget_responses_on

        names: dict[str, Any] = {
            "posts": [*(d.id for d in lost.deletions if d.id), *lost.edits],
            "natives": [(d.source, d.native) for d in lost.deletions if not d.id and d.native],
            "authors": list(lost.departures),
        }
        return forget_responses_on(self._records, **names)

    def tidy(self, now: datetime, days: int) -> int:
        """Forget the responses that are older than so many days."""
        from rostra.records import forget_responses

        return forget_responses(self._records, now - timedelta(days=days))

    def hook(self, hooking: Hooking, now: datetime) -> Hooked:
        """Keep a hook for a saved digest; raises QueryRefused."""
        return _hooks.hook(self._records, hooking, now)

    def hooks(self, owner: str) -> tuple[Hooked, ...]:
        """List a person's hooks."""
        return _hooks.hooks(self._records, owner)

    def unhook(self, hook_id: str, owner: str) -> bool:
        """Delete a person's hook; False where there is none."""
        from rostra.records import delete_hook

        return delete_hook(self._records, hook_id, owner)

    def delivered(self, hook_id: str, owner: str) -> tuple[Delivered, ...] | None:
        """List what a person's hook was sent; None where there is none."""
        return _hooks.delivered(self._records, hook_id, owner)

    def deliver(self, send: _hooks.Send, now: datetime) -> int:
        """Send what is due; return how many hooks took theirs."""
        return _hooks.deliver(self._records, send, now)
