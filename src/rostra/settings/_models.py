"""What may stand in the settings file, section by section; docs/settings.md is made from it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeAlias
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from rostra.settings._accounts import SHIPPED, AccountsSettings, PlanSettings
from rostra.settings._addresses import whole_address
from rostra.settings._server import ServerSettings


class Section(BaseModel):
    """A table of the file: frozen, and closed to keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class PostsSettings(Section):
    """Where posts are kept, and for how long."""

    dsn: str = ""
    """A ClickHouse server (`clickhouse://user:key@host:port/database`); empty: chDB in the data
    folder."""
    retention_days: int = Field(30, ge=0)
    """Posts older than this leave the store; 0 keeps them for ever."""
    disk_limit_gb: float = Field(20.0, ge=0)
    """Past this size the oldest days of posts go first; 0 sets no limit."""
    upkeep_minutes: float = Field(10.0, gt=0)
    """How often retention, the disk limit and the purge of deleted posts run."""


class RecordsSettings(Section):
    """Where everything that is no post is kept."""

    dsn: str = ""
    """A PostgreSQL server (`postgresql+psycopg://…`); empty: SQLite in the data folder."""
    keep_answers_days: int = Field(365, ge=0)
    """Answers older than this are forgotten; 0 keeps them for ever."""


class ApiSettings(Section):
    """The API under `/v1`."""

    models: dict[str, str] = {"rostra": "", "grok-2": "large", "grok-2-mini": "mini"}
    """Names by which clients may ask, beside the roles and their aliases; an empty one stands for
    the model that answers."""
    search: Literal["off", "auto", "on"] = "auto"
    """Whether posts are read for a chat without `search_parameters`: `off` never, `auto` where the
    rules of the assistant see the need, `on` always."""
    pictures: bool = True
    """Whether a turn of a chat that asks for a picture gets one; false: the model answers it."""
    streams: int = Field(64, ge=1, le=1000)
    """Answers that are written at the same time; more are told to come again."""
    picture_body_mb: int = Field(30, ge=1, le=200)
    """Megabytes of a request that carries pictures; others keep to `server.body_limit_kb`."""
    messages: int = Field(500, ge=1)
    """Messages of a chat that a request may carry."""
    keep_responses_days: int = Field(30, ge=1)
    """Days for which stored responses can be read and continued."""
    hook_hosts: list[str] = []
    """Hosts of your own (`host:port`) to which digests may be sent; others must be public."""


class ModelSettings(Section):
    """One language model behind an OpenAI-compatible server, or a bundled one."""

    base_url: str = ""
    """The server's address up to `/v1`; empty: the bundled llama.cpp server."""
    model: str = ""
    """The name the server knows the model by; with the bundled server `mini` or `large`."""
    weights: str = ""
    """A GGUF file of your own for the bundled server."""
    mmproj: str = ""
    """The GGUF file by which `weights` see pictures (`mmproj-….gguf`); empty: they see none."""
    api_key: str = ""
    """The key, in clear text; `api_key_env` is better."""
    api_key_env: str = ""
    """The environment variable that holds the key."""
    timeout_s: float = Field(120.0, gt=0)
    """Seconds without a sign of life before a call is given up."""
    connect_timeout_s: float = Field(5.0, gt=0)
    """Seconds to wait for a connection."""
    retries: int = Field(2, ge=0, le=10)
    """How often a failed call is made again."""

    @field_validator("base_url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        return whole_address(url, "http", "https") if url else url


class ModelsSettings(Section):
    """Language models by role, and where weights come from."""

    roles: dict[str, ModelSettings] = {}
    """The tables `models.roles.large` and `models.roles.mini`; a role left out is bundled."""
    answer_with: str = "mini"
    """The role, or alias, that writes answers unless one is asked for; `auto`: `mini`, and `large`
    where rules or the checker call for it."""
    fallback: list[str] = ["mini"]
    """Roles tried in order when the chosen one cannot be reached."""
    aliases: dict[str, str] = {}
    """Other names for roles, as `fast = "mini"`."""
    cache: Path | None = None
    """The folder for weights; empty: `~/.cache/rostra`."""
    hub_mirror: str = ""
    """An address that stands in for the official weights hub."""
    proxy: str = ""
    """The HTTP proxy for weights and remote models."""
    threads: int = Field(0, ge=0)
    """Threads of the bundled server; 0: every core reads a prompt, all but one write a reply."""
    context: int = Field(8192, ge=1024)
    """Tokens of context of the bundled server."""
    warm: bool = True
    """`rostra serve` starts the bundled model at once, so that the first answer is quick."""
    rerank: bool = True
    """Re-rank the best posts by meaning with the e5 embedder."""


class MuteSettings(Section):
    """Whom and what never to show or answer from."""

    authors: list[str] = []
    """Author ids or handles."""
    words: list[str] = []
    """Words; a post that has one is left out."""


class AssistantSettings(Section):
    """How questions are answered."""

    patience_s: float = Field(8.0, gt=0)
    """After so many seconds no further model call is begun; what is left is quoted."""
    keep_answers: bool = True
    """Keep answers, so that they can be opened again; deleted posts leave them."""
    persona: str = ""
    """A Markdown file in the data folder that gives the assistant its voice; see docs/chat.md."""
    length: Literal["", "short", "long"] = ""
    """How long answers in chats are; each chat may say otherwise."""
    tone: str = Field("", max_length=1000)
    """The tone of what a model writes by itself; never of what posts say."""
    language: Literal["", "en", "zh", "zh-hant"] = ""
    """The language of answers in chats; empty: that of the question."""
    instructions: str = Field("", max_length=1000)
    """Wishes for what a model writes by itself. No wish overrules a check."""


class McpSettings(Section):
    """An MCP server whose tools join the assistant's: `command`, or `url`."""

    command: str = ""
    """The program to start; it speaks MCP on its standard input and output."""
    args: list[str] = []
    """The program's arguments."""
    env: dict[str, str] = {}
    """Variables that the program gets beside `PATH`, `HOME` and the like, in clear text."""
    env_names: list[str] = []
    """Names of environment variables of Rostra's own that the program gets."""
    url: str = ""
    """The address of a server that speaks streamable HTTP."""
    token_env: str = ""
    """The environment variable that holds the bearer token for `url`."""
    tools: list[str] = []
    """Names of the server's tools that may be called, `*` for all; `rostra tools list` tells."""
    timeout_s: float = Field(20.0, gt=0, le=600)
    """Seconds that the start and each call may take."""

    @field_validator("url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        return whole_address(url, "http", "https") if url else url

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.command) == bool(self.url):
            msg = "needs either a command or a url, and not both"
            raise ValueError(msg)
        return self


class ToolsSettings(Section):
    """What the assistant may do besides searching."""

    enabled: bool = True
    """Answers may use tools."""
    off: list[str] = []
    """Names of tools that are not used; `rostra tools list` names them."""
    page_seconds: float = Field(10.0, gt=0)
    """Seconds that a page may take to come."""
    page_max_mb: int = Field(3, ge=1)
    """Megabytes of a page at most."""
    page_hosts: list[str] = []
    """Hosts of your own that may be opened though they are not public, as `127.0.0.1:8000`."""
    python_seconds: float = Field(10.0, gt=0)
    """Seconds that a program may run."""
    python_memory_mb: int = Field(512, ge=64)
    """Megabytes of memory that a program may take."""
    python_without_sandbox: bool = False
    """Run programs where bubblewrap is missing, too: they can read this machine's files then."""
    mcp: dict[str, McpSettings] = {}
    """The tables `tools.mcp.NAME`, each an MCP server; its tools are called `NAME.tool`."""

    @field_validator("mcp")
    @classmethod
    def _plain_names(cls, mcp: dict[str, McpSettings]) -> dict[str, McpSettings]:
        for name in mcp:
            if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,31}", name):
                msg = f"{name!r} is no name; use up to 32 letters, digits, - and _"
                raise ValueError(msg)
        return mcp


class LogSettings(Section):
    """What is written to the log. The text of posts never is."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    """The least important lines that are written."""
    json_lines: bool = False
    """One JSON object a line, for machines, instead of plain text."""


class BotAccountSettings(Section):
    """An account with which the bot reads mentions and replies."""

    name: str = Field(min_length=1, max_length=64, pattern=r"^[\w.-]+$")
    """A name of your own."""
    network: Literal["bluesky", "mastodon", "nostr"]
    """Where the account is."""
    url: str = ""
    """Bluesky, Mastodon: the account's server (`https://bsky.social`)."""
    handle: str = ""
    """Bluesky: the account's handle."""
    key_env: str = ""
    """The environment variable with the secret: an app password (Bluesky), a token (Mastodon), the
    secret key in hexadecimal (Nostr)."""
    relays: list[str] = []
    """Nostr: relays to read and write."""
    from_feed: bool = False
    """Bluesky: find mentions in Rostra's own feed, for a server that knows no notifications."""
    enabled: bool = True
    """Whether the account is used."""

    @field_validator("url")
    @classmethod
    def _well_formed(cls, url: str) -> str:
        return whole_address(url, "https", "http") if url else url

    @field_validator("relays")
    @classmethod
    def _relays(cls, urls: list[str]) -> list[str]:
        return [whole_address(url, "wss", "ws") for url in urls]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        needed = {"bluesky": ("url", "handle"), "mastodon": ("url",), "nostr": ("relays",)}
        missing = [key for key in (*needed[self.network], "key_env") if not getattr(self, key)]
        if missing:
            msg = f"a bot account on {self.network} needs {', '.join(missing)}"
            raise ValueError(msg)
        return self


class BotSettings(Section):
    """The bot that answers mentions (docs/bot.md)."""

    enabled: bool = False
    """Whether `rostra serve` runs the bot."""
    approve: bool = True
    """Keep every reply until a person lets it out."""
    model: str = ""
    """Who writes answers to questions: a role, or `none` to quote posts; empty: the usual model."""
    every_seconds: float = Field(30.0, ge=1)
    """How often mentions are looked for."""
    per_hour: int = Field(60, ge=1)
    """Replies an hour, over all."""
    per_author_hour: int = Field(6, ge=1)
    """Replies an hour to one author."""
    per_thread: int = Field(5, ge=1)
    """Replies a day in one thread; what keeps two machines from talking for ever."""
    oldest_hours: float = Field(24.0, gt=0)
    """Older mentions get no reply."""
    accounts: list[BotAccountSettings] = []
    """The accounts it speaks with."""


class TelemetrySettings(Section):
    """Traces for an OpenTelemetry collector; needs the extra `telemetry`."""

    endpoint: str = ""
    """Where spans go over OTLP/HTTP (`http://127.0.0.1:4318/v1/traces`); empty: nowhere."""
    share: float = Field(1.0, ge=0, le=1)
    """The share of requests that are traced."""
    timeout_s: float = Field(5.0, gt=0)
    """Seconds the collector has to take what is sent."""

    @field_validator("endpoint")
    @classmethod
    def _well_formed(cls, url: str) -> str:
        return whole_address(url, "http", "https") if url else url


class Source(Section):
    """What every feed has."""

    name: str = Field(min_length=1, max_length=64, pattern=r"^[\w.-]+$")
    """Your name for the feed."""
    terms: str = ""
    """The terms under which the source lets its posts be used."""
    trainable: bool = False
    """Whether those terms allow training on the posts."""
    enabled: bool = True
    """A feed that is switched off is kept in the file and not run."""

    @field_validator("url", check_fields=False)
    @classmethod
    def _is_address(cls, url: str) -> str:
        return whole_address(url, "https", "http", "wss", "ws") if url else url

    @field_validator("relays", check_fields=False)
    @classmethod
    def _are_addresses(cls, urls: list[str]) -> list[str]:
        return [whole_address(url, "wss", "ws") for url in urls]


class BlueskyFeed(Source):
    """Bluesky: a Jetstream, or the raw firehose."""

    network: Literal["bluesky"] = "bluesky"
    """Always `bluesky`."""
    url: str = ""
    """The address of the stream (`wss://…/subscribe`, or the relay for `firehose`); empty: the
    public one."""
    protocol: Literal["jetstream", "jetstream-v1", "firehose"] = "jetstream"
    """Jetstream (version 2, or the older version 1), or the raw firehose."""
    tallies: bool = False
    """Count likes and reposts too: about forty times the traffic."""
    query: list[str] = []
    """Keep only posts that hold all words of one of these; empty: all."""
    langs: list[str] = []
    """Keep only posts in these languages; empty: all."""
    authors: list[str] = []
    """Follow only these DIDs; empty: everyone."""
    labelers: list[str] | None = None
    """Moderation services whose labels are honoured (`wss://…`); not set: Bluesky's own where
    `url` is empty, else none."""
    labeler_keys: dict[str, str] = {}
    """Signing keys (`did:key:zQ3sh…`) by the DID of the labeler: its labels count only where
    their signature holds."""
    labels_from_start: bool = False
    """Read all that the labelers ever said before what they say from now on; with Bluesky's own
    that is many millions of labels."""

    @field_validator("labelers")
    @classmethod
    def _addresses(cls, labelers: list[str] | None) -> list[str] | None:
        for url in labelers or ():
            try:
                parts = urlsplit(url)
                sound = parts.scheme in ("ws", "wss") and parts.hostname and parts.port != 0
                sound = sound and "@" not in parts.netloc
            except ValueError:
                sound = False
            if not sound:
                msg = f"{url!r} is no labeler's address; write one as wss://mod.bsky.app"
                raise ValueError(msg)
        return labelers


class MastodonFeed(Source):
    """Mastodon and what speaks its API."""

    network: Literal["mastodon"] = "mastodon"
    """Always `mastodon`."""
    url: str
    """The instance, `https://…`."""
    stream: Literal["public", "public:local", "user", "hashtag"] = "public"
    """Which timeline."""
    tag: str = ""
    """The hashtag, with `stream = "hashtag"`."""
    token: str = ""
    """The access token, in clear text; `token_env` is better."""
    token_env: str = ""
    """The environment variable that holds the token."""
    opted_in_only: bool = True
    """Keep only authors who let their posts be indexed."""
    query: list[str] = []
    """Keep only posts that hold all words of one of these; empty: all."""
    langs: list[str] = []
    """Keep only posts in these languages; empty: all."""


class NostrFeed(Source):
    """Nostr: any number of relays."""

    network: Literal["nostr"] = "nostr"
    """Always `nostr`."""
    relays: list[str]
    """The relays, `wss://…`."""
    authors: list[str] = []
    """Follow only these public keys (hex); empty: everyone."""
    tags: list[str] = []
    """Follow only these hashtags; empty: all."""
    query: list[str] = []
    """Keep only posts that hold all words of one of these; empty: all."""
    langs: list[str] = []
    """Keep only posts in these languages; empty: all."""


class RssFeed(Source):
    """RSS, Atom and JSON Feed."""

    network: Literal["rss"] = "rss"
    """Always `rss`."""
    url: str
    """The feed's address."""
    every_seconds: float = Field(300.0, ge=1)
    """How often to look."""


class HackerNewsFeed(Source):
    """Hacker News: stories and comments."""

    network: Literal["hackernews"] = "hackernews"
    """Always `hackernews`."""
    url: str = "https://hacker-news.firebaseio.com"
    """The API's address."""
    every_seconds: float = Field(60.0, ge=1)
    """How often to look."""


class XFeed(Source):
    """X, with your own API key."""

    network: Literal["x"] = "x"
    """Always `x`."""
    kind: Literal["search", "stream"] = "search"
    """Recent search, or the filtered stream."""
    query: str = ""
    """The search, in X's own query language."""
    url: str = "https://api.x.com"
    """The API's address."""
    token: str = ""
    """The bearer token, in clear text; `token_env` is better."""
    token_env: str = "X_BEARER_TOKEN"  # noqa: S105
    """The environment variable that holds the bearer token."""
    every_seconds: float = Field(60.0, ge=1)
    """How often to search."""
    recheck_hours: float = Field(24.0, ge=0)
    """How often stored posts are looked at again for edits and deletions, which X tells in no
    other way; each look is billed. 0: never."""
    recheck_posts: int = Field(1_000, ge=0)
    """At most so many of the newest posts at a time."""


class JsonlFeed(Source):
    """A file of posts, one JSON object a line, read as it grows."""

    network: Literal["jsonl"] = "jsonl"
    """Always `jsonl`."""
    path: Path
    """The file."""


class ReplayFeed(Source):
    """A recorded feed, played again at any speed with its clock shifted."""

    network: Literal["replay"] = "replay"
    """Always `replay`."""
    path: Path
    """The recording."""
    speed: float = Field(1.0, ge=0)
    """How many times faster than it was; 0: at once."""


FeedSettings: TypeAlias = Annotated[
    BlueskyFeed
    | MastodonFeed
    | NostrFeed
    | RssFeed
    | HackerNewsFeed
    | XFeed
    | JsonlFeed
    | ReplayFeed,
    Field(discriminator="network"),
]


class AlertSettings(Section):
    """What is done with the alerts of watched searches, beside keeping and logging them."""

    hook: str = ""
    """An address of your own that takes each alert as a JSON body by POST; empty: none."""

    @field_validator("hook")
    @classmethod
    def _is_address(cls, url: str) -> str:
        return whole_address(url, "https", "http") if url else url


class EntrantSettings(Section):
    """Who may be met in blind battles: a model, or a whole setting of the assistant."""

    label: str = Field(min_length=1, max_length=100)
    """The name on the board. For an anonymous entrant the code name stands there instead."""
    way: Literal["feed", "plain", "digest"] = "feed"
    """`feed` answers from posts, with citations; `plain` is the model alone, without any post;
    `digest` tells what the posts hold of what is asked, as stories."""
    model: str = "none"
    """The role or alias of its model, or `tiny`, `mini`, `large`; `none`: posts without a model."""
    prompts: str = ""
    """Its set of prompts: empty, those in use; `shipped`; or a folder `prompts/NAME` of the data
    folder, over the shipped ones."""
    checks: bool = True
    """Check its sentences against the posts; without, what the model wrote stands as it is."""
    fun: bool = False
    """A digest with asides."""
    names: list[str] = []
    """Words that would give it away, beside its label and its model's name; a battle whose text
    tells one in its own voice is void."""
    licence: str = ""
    """The licence of its words, for exports."""
    code: str = Field("", max_length=100)
    """The code name of an anonymous entrant: `rostra arena register add` keeps its true name
    sealed; empty: not anonymous."""
    maker: str = Field("", max_length=100)
    """Who made it; told when an anonymous entrant is revealed."""


class ArenaSettings(Section):
    """Blind battles and votes."""

    entrants: list[EntrantSettings] = []
    """The tables `[[arena.entrants]]`; none: the usual ones, which
    `rostra arena entrants` lists."""
    vote_gap_s: float = Field(3.0, ge=0)
    """Seconds between two votes of one voter at least: nobody reads two answers faster."""
    votes_per_minute: int = Field(10, ge=0)
    """Votes that one voter may give in a minute; 0 sets no limit."""
    votes_per_hour: int = Field(120, ge=0)
    """Votes that one voter may give in an hour; 0 sets no limit."""
    votes_per_day: int = Field(500, ge=0)
    """Votes that one voter may give in a day; 0 sets no limit."""
    floor: float = Field(0.1, ge=0, le=1)
    """Share of battles that is spread evenly over all pairs; the others go to those pairs whose
    votes teach most."""
    patience_s: float = Field(180.0, gt=0)
    """Seconds that both answers may take; a battle that takes longer is void."""
    turns: int = Field(8, ge=1, le=50)
    """Questions that a battle may have before its vote."""

    @field_validator("entrants")
    @classmethod
    def _one_label_each(cls, entrants: list[EntrantSettings]) -> list[EntrantSettings]:
        labels = [label for e in entrants for label in (e.label, e.code) if label]
        for label in labels:
            if labels.count(label) > 1:
                msg = f"two entrants are called {label!r}; give each its own label and code name"
                raise ValueError(msg)
        return entrants


class PainterSettings(Section):
    """A painter beside the bundled illustrator."""

    name: str = Field(min_length=1, max_length=64, pattern=r"^[\w.-]+$")
    """Your name for it; `illustrator` is taken."""
    kind: Literal["openai", "bfl", "comfyui", "sdcpp", "diffusers"]
    """How it is spoken to: a server of the OpenAI images API, BFL, ComfyUI, or in this process."""
    base_url: str = ""
    """Its address: for `openai` up to `/v1`, for `bfl` and `comfyui` the root."""
    model: str = ""
    """Its own name for what draws; for `diffusers` the folder of the weights."""
    api_key: str = ""
    """The key, in clear text; `api_key_env` is better."""
    api_key_env: str = ""
    """The environment variable that holds the key."""
    workflow: Path | None = None
    """The workflow of `comfyui`, in API format."""
    weights: dict[str, Path] = {}
    """The files of `sdcpp` by the part they are: diffusion, vae, clip_l, t5xxl, …"""
    steps: int = Field(0, ge=0)
    """Steps of a picture; 0: the painter's own."""
    guidance: float = Field(0.0, ge=0)
    """How closely it keeps to the prompt; 0: the painter's own."""
    threads: int = Field(0, ge=0)
    """Threads of a painter in this process; 0: it chooses."""
    timeout_s: float = Field(600.0, gt=0)
    """Seconds that an order may take; one that takes longer failed."""
    connect_timeout_s: float = Field(5.0, gt=0)
    """Seconds to wait for a connection."""
    webhook: str = ""
    """An address of yours that BFL calls when a picture is ready."""
    webhook_secret_env: str = ""
    """The environment variable that holds the secret which signs such calls."""
    at_once: int = Field(1, ge=1)
    """Orders that it draws at a time."""
    cost: int = Field(1, ge=0)
    """What one of its pictures counts against the limit."""
    plain: bool = False
    """Send the prompt as it is: no model writes it out, and `openai` gets no fields but its own."""
    extra: dict[str, Any] = {}
    """Further fields of each request; for `sdcpp` and `diffusers` arguments of the library."""

    @field_validator("base_url", "webhook")
    @classmethod
    def _is_address(cls, url: str) -> str:
        return whole_address(url, "http", "https") if url else url

    @field_validator("extra")
    @classmethod
    def _is_not_the_orders(cls, extra: dict[str, Any]) -> dict[str, Any]:
        own = sorted({"prompt", "n", "seed", "negative_prompt"} & set(extra))
        if own:
            raise ValueError(f"{own[0]} comes from each order; take it out of extra")
        return extra

    @field_validator("name")
    @classmethod
    def _not_taken(cls, name: str) -> str:
        if name == "illustrator":
            raise ValueError("the name illustrator is the bundled one's; choose another")
        return name


class PicturesSettings(Section):
    """Pictures: who draws, and how many."""

    painter: str = "illustrator"
    """Who draws unless one is named; `illustrator` is bundled and needs no model."""
    painters: list[PainterSettings] = []
    """The tables `[[pictures.painters]]`."""
    limit: int = Field(0, ge=0)
    """Units that one person may have drawn in `window_hours`; 0 sets no limit."""
    window_hours: float = Field(24.0, gt=0)
    """The hours over which they are counted; the window rolls."""
    most: int = Field(4, ge=1, le=10)
    """Pictures of one order at the most."""
    largest: int = Field(2048, ge=64, le=8192)
    """Pixels of the longer side at the most."""
    waiting: int = Field(8, ge=1)
    """Orders that one person may have waiting."""
    keep_days: int = Field(0, ge=0)
    """Days after which an order goes with its pictures, as if deleted; 0: they stay."""
    write_with: str = ""
    """The role or alias that writes prompts out for painters; empty: the one that answers; `none`:
    prompts go as they are. The illustrator's always do."""
    plan_with: str = "none"
    """The role that plans what a request to the illustrator leaves open; `none`: rules alone."""
    judge_with: str = ""
    """A role whose model sees, asked of each finished picture whether the policy refuses it; empty:
    only prompts are judged."""
    describe_with: str = ""
    """A role whose model sees, which writes the descriptions for those who do not; empty: they are
    made from the prompt."""
    visible_mark: bool = False
    """Write on each picture that it was made by a machine."""

    @model_validator(mode="after")
    def _known_painters(self) -> Self:
        names = ["illustrator", *(painter.name for painter in self.painters)]
        for name in names:
            if names.count(name) > 1:
                msg = f"two painters are called {name!r}; give each its own name"
                raise ValueError(msg)
        if self.painter not in names:
            msg = f"painter is {self.painter!r}; there are {', '.join(names)}"
            raise ValueError(msg)
        return self


class VisionSettings(Section):
    """Pictures in questions and posts, and what is read in them."""

    ocr: bool = True
    """Read the text in pictures here (extra `[vision]`); false: only models that see read them."""
    picture_mb: int = Field(20, ge=1, le=200)
    """Megabytes of a picture or document at most."""
    pages: int = Field(20, ge=1, le=200)
    """Pages of a document that are read at once."""
    most: int = Field(8, ge=1, le=50)
    """Pictures of one question at most, and of one post."""
    fetch_seconds: float = Field(15.0, gt=0)
    """Seconds that a picture may take to come. Hosts of your own stand in `tools.page_hosts`."""
    cache_mb: int = Field(500, ge=0)
    """Megabytes of posts' pictures that are kept in the data folder."""
    chat_mb: int = Field(1000, ge=0)
    """Megabytes of pictures shown in chats that are kept with them; 0: none, each is asked once."""


class Settings(Section):
    """Everything that can be set. Each key has a default; an empty file is a good one."""

    data: Path
    """The data folder."""
    timezone: str = ""
    """The time zone in which `today` is meant, as `Asia/Shanghai`; empty: this machine's."""
    labels: dict[str, Literal["hide", "warn", "inform"]] = {}
    """What a label does where docs/posts.md should not hold, as `nudity = "hide"` under `[labels]`.
    `warn` and `inform` both show it; which labels no answer rests on stays as it is."""
    posts: PostsSettings = PostsSettings()
    records: RecordsSettings = RecordsSettings()
    server: ServerSettings = ServerSettings()
    api: ApiSettings = ApiSettings()
    models: ModelsSettings = ModelsSettings()
    assistant: AssistantSettings = AssistantSettings()
    tools: ToolsSettings = ToolsSettings()
    mutes: MuteSettings = MuteSettings()
    alerts: AlertSettings = AlertSettings()
    arena: ArenaSettings = ArenaSettings()
    pictures: PicturesSettings = PicturesSettings()
    vision: VisionSettings = VisionSettings()
    log: LogSettings = LogSettings()
    telemetry: TelemetrySettings = TelemetrySettings()
    bot: BotSettings = BotSettings()
    accounts: AccountsSettings = AccountsSettings()
    plans: list[PlanSettings] = SHIPPED
    """The tables `[[plans]]`; none: the three of docs/accounts.md."""
    feeds: list[FeedSettings] = []
    file: Path = Field(Path(), exclude=True)
    """The file these settings were read from; set by Rostra itself."""

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            if name:
                ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            msg = f"{name!r} is no time zone; write one as Asia/Shanghai or Europe/Berlin"
            raise ValueError(msg) from None
        return name

    @field_validator("plans")
    @classmethod
    def _one_plan_each(cls, plans: list[PlanSettings]) -> list[PlanSettings]:
        names = [plan.name for plan in plans]
        for name in names:
            if names.count(name) > 1:
                msg = f"two plans are called {name!r}; give each its own name"
                raise ValueError(msg)
        return plans

    @field_validator("feeds")
    @classmethod
    def _one_name_each(cls, feeds: list[FeedSettings]) -> list[FeedSettings]:
        names = [feed.name for feed in feeds]
        for name in names:
            if names.count(name) > 1:
                msg = f"two feeds are called {name!r}; give each its own name"
                raise ValueError(msg)
        return feeds
