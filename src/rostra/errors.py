"""The one exception tree. Every message says what happened, to which thing, and what to do.

RostraError
├── SettingsError        a settings file or override is wrong
├── OwnerError           the data folder has, or lacks, an owner
├── StoreError           the post store
│   ├── StoreBusy        another process owns the folder
│   └── DiskFull         nothing acknowledged was lost
├── BackupError          a back-up cannot be written, read or put back
├── PostRefused          one post cannot be kept; the others are
├── QueryRefused         a search asks for what cannot be: a negative limit, a time without a zone
│   └── PolicyRefused    the policy does not let it be asked, or withholds what was written
├── FeedError            a source
│   ├── FeedUnreachable  try again later
│   ├── FeedDenied       key, token or permission: a person must act
│   └── FeedGarbage      the source sent what cannot be read
├── FetchError           the outbound fetcher
│   └── FetchForbidden   address, scheme or size is not allowed
├── ModelError           a language model or an embedder
│   ├── ModelUnreachable server down, hanging or refusing connections
│   ├── ModelDenied      wrong key or no such model
│   └── ModelGarbage     the reply cannot be read, or breaks the schema
├── PainterError         a painter
│   ├── PainterUnreachable down, hanging or cut off: try again later
│   ├── PainterDenied    key, quota or permission at the painter: a person must act
│   ├── PainterGarbage   what came is no picture, or an unfinished one
│   └── PaintingRefused  the painter, or the order itself, will not do: ask for something else
├── AccountError         a person, a sign-in or a key is not as it must be
│   ├── OwnKeyRefused    a person's own key for a hosted model does not do
│   ├── SignInFailed     name, password, code, passkey or provider did not do
│   └── NotAllowed       the person's role does not hold this
├── QuotaSpent           a person's limit leaves less than is asked for
├── NotInPlan            a person's plan does not hold the action or the model
├── ApiRefused           a request to the API cannot be served; it carries the status
├── ToolError            a tool cannot do what it was asked
├── PromptError          an operator's prompt cannot be read or used
├── PolicyError          a policy cannot be read, does not pass its cases, or was altered
├── ArenaError           the arena cannot do what was asked
│   ├── BattleVoid       the battle takes no vote: it failed, or told a name
│   ├── VoteRefused      a vote that cannot count: given twice, after the names, too fast
│   ├── VotesGarbage     votes that cannot be read; the message names file and line
│   └── Unrated          no ratings can be had: too few entrants or votes, groups that never met
├── PictureError         a picture or document cannot be worked on; reading text is not installed
│   └── PictureRefused   the file is not one that is opened: kind, size, damage, a password
└── WeightsError         model files
    ├── WeightsMissing   not in the cache and not to be had
    └── WeightsAltered   size or hash differs; the file is not used
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

__all__ = [
    "AccountError",
    "ApiRefused",
    "ArenaError",
    "BackupError",
    "BattleVoid",
    "DiskFull",
    "FeedDenied",
    "FeedError",
    "FeedGarbage",
    "FeedUnreachable",
    "FetchError",
    "FetchForbidden",
    "ModelDenied",
    "ModelError",
    "ModelGarbage",
    "ModelUnreachable",
    "NotAllowed",
    "NotInPlan",
    "OwnKeyRefused",
    "OwnerError",
    "PainterDenied",
    "PainterError",
    "PainterGarbage",
    "PainterUnreachable",
    "PaintingRefused",
    "PictureError",
    "PictureRefused",
    "PolicyError",
    "PolicyRefused",
    "PostRefused",
    "PromptError",
    "QueryRefused",
    "QuotaSpent",
    "RostraError",
    "SettingsError",
    "SignInFailed",
    "StoreBusy",
    "StoreError",
    "ToolError",
    "Unrated",
    "VoteRefused",
    "VotesGarbage",
    "WeightsAltered",
    "WeightsError",
    "WeightsMissing",
]


class RostraError(Exception):
    """Anything Rostra itself says went wrong; the message is meant for the person at the rim."""


class SettingsError(RostraError):
    """A settings file or override is wrong."""


class OwnerError(RostraError):
    """The data folder has an owner where none may be, or lacks one where one is needed."""


class StoreError(RostraError):
    """The post store could not do what was asked."""


class StoreBusy(StoreError):
    """Another process owns the store's folder."""


class DiskFull(StoreError):
    """There is no room to write; nothing acknowledged was lost."""


class BackupError(RostraError):
    """A back-up cannot be written, read or put back."""


class PostRefused(RostraError):
    """One post cannot be kept. It costs no other post."""


class QueryRefused(RostraError):
    """A search asks for what cannot be; the message names the field."""


class PolicyRefused(QueryRefused):
    """The policy does not let something be asked, or asks first; or what was written is withheld.

    The message is the reason for the person who asked, with what decided. `action` is refuse or
    ask (it may be asked again, confirmed); `category` and `version` are of the policy.
    """

    def __init__(
        self, message: str, *, action: str = "refuse", category: str = "", version: int = 0
    ) -> None:
        super().__init__(message)
        self.action = action
        self.category = category
        self.version = version


class FeedError(RostraError):
    """A source of posts failed."""


class FeedUnreachable(FeedError):
    """The source is down, hangs or cut the connection; trying again later may help.

    `wait_s` is how long the source itself asks us to wait (Retry-After), 0 where it says nothing.
    """

    def __init__(self, message: str, wait_s: float = 0.0) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class FeedDenied(FeedError):
    """The source refuses us (key, token, permission); trying again will not help."""


class FeedGarbage(FeedError):
    """The source sent something that cannot be read."""


class FetchError(RostraError):
    """An outbound request failed."""


class FetchForbidden(FetchError):
    """The address, scheme, redirect or size is not allowed."""


class ModelError(RostraError):
    """A language model or an embedder failed."""


class ModelUnreachable(ModelError):
    """The model's server is down, hangs or cut the connection."""


class ModelDenied(ModelError):
    """The server refuses the key, or knows no such model."""


class ModelGarbage(ModelError):
    """The reply cannot be read, or breaks the schema that was asked for."""


class PainterError(RostraError):
    """A painter failed; no picture was made."""


class PainterUnreachable(PainterError):
    """The painter is down, hangs or cut the connection; trying again later may help.

    `wait_s` is how long the painter itself asks us to wait (Retry-After), 0 where it says nothing.
    """

    def __init__(self, message: str, wait_s: float = 0.0) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class PainterDenied(PainterError):
    """The painter refuses us (key, quota, no such model); trying again will not help."""


class PainterGarbage(PainterError):
    """What came is no picture: HTML, half a file, nothing, or one that breaks the limits."""


class PaintingRefused(PainterError):
    """The order will not be drawn: moderated by the painter, or asking for what cannot be."""


class AccountError(RostraError):
    """A person, an invitation or a key is not as it must be; the message says what to do."""


class OwnKeyRefused(AccountError):
    """A provider refuses a person's own key; nobody else's is used instead."""


class SignInFailed(AccountError):
    """Nobody was signed in. The message tells no more than a stranger may know.

    `wait_s` is how long to wait before the next try, 0 where none is asked for.
    """

    def __init__(self, message: str, wait_s: float = 0.0) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class NotAllowed(AccountError):
    """The person's role, or the key's scopes, do not hold what was asked."""


class ApiRefused(RostraError):
    """A request to the API cannot be served as it stands.

    `status` is the HTTP status, `param` the part of the body that is meant ("" = none), `code` a
    word for programs.
    """

    def __init__(self, message: str, *, status: int = 400, param: str = "", code: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.param = param
        self.code = code


class QuotaSpent(RostraError):
    """A person's limit leaves less than is asked for; nothing was reserved.

    `resets_at` is when there is enough again (None: not known, or never). `at_once` is how many
    may be under way, where that is the limit.
    """

    def __init__(
        self, message: str, resets_at: datetime | None = None, *, at_once: int = 0
    ) -> None:
        super().__init__(message)
        self.resets_at = resets_at
        self.at_once = at_once


class NotInPlan(RostraError):
    """A person's plan or role does not hold the action, the mode or the model."""


class ToolError(RostraError):
    """A tool cannot do what it was asked, or cannot be had here."""


class PromptError(RostraError):
    """An operator's prompt cannot be read or used."""


class PolicyError(RostraError):
    """A policy cannot be read or may not take effect."""


class ArenaError(RostraError):
    """The arena cannot do what was asked."""


class BattleVoid(ArenaError):
    """The battle takes no vote; the message says why."""


class VoteRefused(ArenaError):
    """One vote cannot count. Nothing else is lost."""


class VotesGarbage(ArenaError):
    """Votes that cannot be read; the message names the file, the line and what is wrong."""


class Unrated(ArenaError):
    """There can be no ratings: too few entrants or votes, or groups that never met."""


class PictureError(RostraError):
    """A picture or document cannot be worked on, or what reads it is not installed."""


class PictureRefused(PictureError):
    """The file is not opened; the message says why and what would be."""


class WeightsError(RostraError):
    """Model files are missing or wrong."""


class WeightsMissing(WeightsError):
    """The file is not in the cache and none of its places could give it."""


class WeightsAltered(WeightsError):
    """The file's size or hash is not the expected one; it is not used."""
