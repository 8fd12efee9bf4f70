"""The accounts the settings name, and whether they can be used."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rostra.bot._bluesky import Bluesky
from rostra.bot._http import asking
from rostra.bot._mastodon import Mastodon
from rostra.bot._nostr import Nostr
from rostra.bot._rules import Rules
from rostra.bot._work import Account
from rostra.errors import SettingsError
from rostra.posts import Query

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rostra.app import Rostra
    from rostra.bot._types import Network
    from rostra.settings import BotAccountSettings, Settings


def accounts_of(
    settings: Settings, environ: Mapping[str, str], rostra: Rostra
) -> tuple[Account, ...]:
    """Return the accounts to speak with; raises SettingsError where a key is missing."""
    bot = settings.bot
    rules = Rules(
        bot.per_hour,
        bot.per_author_hour,
        bot.per_thread,
        timedelta(hours=bot.oldest_hours),
        frozenset(settings.mutes.authors),
    )
    return tuple(
        Account(
            told.name,
            _network(told, environ, rostra, settings.models.proxy),
            rules,
            bot.approve,
            bot.model,
        )
        for told in bot.accounts
        if told.enabled
    )


def tried_account(account: Account) -> str:
    """Ask the network who we are; returns our id there. Raises FeedDenied, FeedUnreachable."""
    return account.network.me()


def _network(
    told: BotAccountSettings, environ: Mapping[str, str], rostra: Rostra, proxy: str
) -> Network:
    secret = environ.get(told.key_env, "")
    if not secret:
        msg = (
            f"bot account {told.name!r} needs its secret in the environment variable "
            f"{told.key_env or '…; name one in key_env'}"
        )
        raise SettingsError(msg)
    if told.network == "nostr":
        return Nostr(tuple(told.relays), secret)
    if told.network == "mastodon":
        return Mastodon(told.url, asking(told.url, proxy), secret)
    found = _finder(rostra, told.handle) if told.from_feed else None
    return Bluesky(told.url, asking(told.url, proxy), told.handle, secret, found)


def _finder(rostra: Rostra, handle: str) -> Callable[[str], Sequence[str]]:
    """Return how to find posts in our own feed that may call an account."""

    def found(place: str) -> Sequence[str]:
        since = datetime.fromisoformat(place)
        query = Query(text=f'"{handle}"', networks=("bluesky",), since=since, limit=100)
        return [hit.post.id for hit in rostra.search(query).hits]

    return found
