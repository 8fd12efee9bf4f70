"""The bot: answers who calls it on the networks, with the posts its answers rest on."""

from rostra.bot._accounts import accounts_of, tried_account
from rostra.bot._layout import Line, laid_out
from rostra.bot._rules import Rules, objection
from rostra.bot._run import run
from rostra.bot._types import Link, Mention, Network, Part, Room, Said
from rostra.bot._wish import Wish, wish_of
from rostra.bot._work import Account, Round, reply_to, work

__all__ = [
    "Account", "Line", "Link", "Mention", "Network", "Part", "Room", "Round", "Rules", "Said",
    "Wish", "accounts_of", "laid_out", "objection", "reply_to", "run", "tried_account", "wish_of",
    "work",
]  # fmt: skip
