"""Bluesky's moderation services: labels on posts and accounts, put on and taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, TypeAlias
from urllib.parse import urlsplit

from rostra.errors import FeedDenied, FeedError, FeedGarbage, FeedUnreachable
from rostra.feeds._bluesky import POST
from rostra.feeds._bluesky_events import Advice
from rostra.feeds._bluesky_streams import Place, read_place
from rostra.feeds._contract import Gap, News
from rostra.feeds._sockets import Wire, messages, open_socket
from rostra.feeds._times import parse_time, utc_now
from rostra.posts import Labelling
from rostra.text import clean

MODERATION = "wss://mod.bsky.app"
"""The moderation service that Bluesky itself runs."""

LABELS = "/xrpc/com.atproto.label.subscribeLabels"

LONGEST = 128
"""Bytes of a label (com.atproto.label.defs)."""

ELSEWHERE = "a label on neither a post nor an account"
FORGED = "a label whose signature does not hold"

SECP256K1 = b"\xe7\x01"
"""Multicodec of a compressed secp256k1 key, the kind that labelers sign with."""

Keys: TypeAlias = Mapping[str, bytes]
"""Compressed public keys (33 bytes) by the DID of the labeler."""


class _CursorLost(FeedError):
    """The labeler does not know what lies at the cursor."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message of `subscribeLabels`: a place in the stream and the labels at it."""

    seq: int
    labels: tuple[Any, ...]


def parse_label_frame(message: bytes) -> Frame | Advice | None:
    """Read one message: DAG-CBOR header and body. None for kinds we do not know.

    FeedGarbage where it cannot be read.
    """
    import libipld

    try:
        header, body = libipld.decode_dag_cbor_multi(message)
        if header["op"] == -1:
            return Advice(str(body.get("error", "")), str(body.get("message", "")), error=True)
        if header["t"] == "#info":
            return Advice(str(body.get("name", "")), str(body.get("message", "")))
        if header["t"] != "#labels":
            return None
        frame = Frame(body["seq"], tuple(body["labels"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        msg = f"a labeler's frame of {len(message)} bytes cannot be read ({error}); it is dropped"
        raise FeedGarbage(msg) from error
    if type(frame.seq) is not int or frame.seq < 0:
        raise FeedGarbage(f"a labeler's frame has the place {frame.seq!r}; it is dropped")
    return frame


def labelling_of(label: Any, source: str, now: datetime) -> Labelling | None:
    """Return what a label of the protocol says; None where it is about no post and no account.

    A label dated ahead of `now` counts as given now: its withdrawal must not seem older. A label
    on one version of a post (`cid`) counts for all. FeedGarbage where it cannot be read.
    """
    if not isinstance(label, dict):
        raise FeedGarbage("a label is no object; it is dropped")
    value, by = label.get("val"), label.get("src")
    said = clean(value, 2 * LONGEST) if isinstance(value, str) else ""
    at, until = parse_time(label.get("cts")), parse_time(label.get("exp"))
    sound = 0 < len(said.encode()) <= LONGEST
    sound = sound and isinstance(by, str) and by.startswith("did:") and len(by) < 2_048
    if not sound or at is None or (label.get("exp") is not None and until is None):
        raise FeedGarbage("a label lacks its value, labeler or a time; it is dropped")
    subject = subject_of(label.get("uri"))
    if not subject:
        return None
    return Labelling(
        subject=subject,
        label=said,
        at=min(at, now),
        labeler=str(by),
        source=source,
        of="author" if subject.startswith("did:") else "post",
        gone=label.get("neg") is True,
        until=until,
    )


def subject_of(uri: object) -> str:
    """Return the id of the post or author that a label's `uri` names, "" where it is neither."""
    if not isinstance(uri, str) or len(uri) > 2_048:
        return ""
    if uri.startswith("did:"):
        return uri
    did, _, record = uri.removeprefix("at://").partition("/")
    if not uri.startswith("at://") or not did.startswith("did:"):
        return ""
    return uri if record.startswith(f"{POST}/") else ("" if record else did)


def read_key(text: str) -> bytes:
    """Return the compressed secp256k1 key that a did:key (or its multibase part) holds.

    FeedDenied where it holds none.
    """
    import libipld
    from coincurve import PublicKey

    try:
        raw = bytes(libipld.decode_multibase(text.removeprefix("did:key:"))[1])
        key: bytes = PublicKey(raw.removeprefix(SECP256K1)).format()
    except ValueError as error:
        msg = (
            f"{text[:80]!r} is no secp256k1 key as did:key:zQ3sh… ({error}); take the one that "
            "the labeler's DID document names as #atproto_label"
        )
        raise FeedDenied(msg) from error
    return key


def signed_by(label: Mapping[str, Any], key: bytes) -> bool:
    """Tell whether a label's signature holds.

    ECDSA over SHA-256 of the label's DAG-CBOR without `sig` (AT Protocol specification, labels);
    64 bytes r ‖ s with the lower s, which libsecp256k1 insists on.
    """
    import libipld
    from coincurve import PublicKey

    sig = label.get("sig")
    if not isinstance(sig, bytes) or len(sig) != 64:
        return False
    bare = {name: value for name, value in label.items() if name not in ("sig", "$type")}
    if bare.get("neg") is False:
        del bare["neg"]  # the specification leaves it out where it is not true
    try:
        holds: bool = PublicKey(key).verify(_der(sig), libipld.encode_dag_cbor(bare))
    except ValueError:
        return False
    return holds


def _der(sig: bytes) -> bytes:
    """Write r ‖ s as DER, the form that coincurve reads (X.690: two signed integers)."""
    parts = b""
    for half in (sig[:32], sig[32:]):
        number = half.lstrip(b"\x00") or b"\x00"
        number = b"\x00" + number if number[0] & 0x80 else number
        parts += b"\x02" + bytes([len(number)]) + number
    return b"\x30" + bytes([len(parts)]) + parts


@dataclass(slots=True)
class _Course:
    """One connection: what it turns into news, and whether labels were missed before it."""

    source: str
    stream: str
    keys: Keys
    now: Callable[[], datetime]
    since: datetime | None = None

    def news(self, message: bytes, url: str) -> News | None:
        try:
            told = parse_label_frame(message)
        except FeedGarbage:
            return News(garbage=1)
        if isinstance(told, Frame):
            return self._labels(told)
        if told is None:
            return None
        if told.error:
            if told.name == "FutureCursor":
                raise _CursorLost(told.message)
            msg = f"{url} ended the stream: {told.name} {told.message}".strip()
            raise FeedUnreachable(msg)
        if told.name == "OutdatedCursor" and self.since is not None:
            return News(gaps=self.gap("the labeler no longer held what came in between"))
        return News(notes=(f"{told.name} {told.message}".strip(),))

    def gap(self, reason: str) -> tuple[Gap, ...]:
        """Own up to labels that were missed between the last connection and now."""
        return (Gap(self.since, self.now(), reason),) if self.since is not None else ()

    def _labels(self, frame: Frame) -> News:
        found: list[Labelling] = []
        garbage, skipped = 0, Counter[str]()
        for label in frame.labels:
            try:
                labelling = labelling_of(label, self.source, self.now())
            except FeedGarbage:
                garbage += 1
                continue
            key = self.keys.get(labelling.labeler) if labelling else None
            if labelling is None:
                skipped[ELSEWHERE] += 1
            elif key is not None and not signed_by(label, key):
                skipped[FORGED] += 1
            else:
                found.append(labelling)
        place = Place(self.stream, frame.seq, self.now())
        return News(tuple(found), str(place), garbage=garbage, skipped=tuple(skipped.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class BlueskyLabels:
    """The labels that one moderation service puts on posts and accounts, and takes back.

    `keys` are did:keys by the DID of the labeler: labels of those count only where their
    signature holds. Others are trusted as the configured address is. With `history` all that
    the service ever said is read first; else only what it says from now on.
    """

    name: str
    url: str = MODERATION
    keys: Mapping[str, str] = field(default_factory=dict)
    history: bool = False
    wire: Wire = field(default_factory=Wire)
    now: Callable[[], datetime] = utc_now
    network: ClassVar[str] = "bluesky"

    async def news(self, cursor: str) -> AsyncIterator[News]:
        """Yield labels from the place the cursor names."""
        keys = {did: read_key(key) for did, key in self.keys.items()}
        stream, start = f"labels/{urlsplit(self.url).netloc}", read_place(cursor)
        course = _Course(self.name, stream, keys, self.now, start.at if start else None)
        if start is not None and start.stream == stream:
            try:
                async for news in self._from(start.position, course):
                    yield news
            except _CursorLost:
                pass
        if self.history:
            course.since = None
        # Whatever ends this connection before its first label, the next goes on from here.
        begin = News(
            cursor=str(Place("start", 0, self.now())),
            gaps=course.gap(f"{self.url} could not be asked for what it said in between"),
        )
        async for news in self._from(0 if self.history else None, course, begin):
            yield news

    async def _from(
        self, position: int | None, course: _Course, begin: News | None = None
    ) -> AsyncIterator[News]:
        base = self.url.partition("?")[0].rstrip("/").removesuffix(LABELS)
        url = f"{base}{LABELS}" + (f"?cursor={position}" if position is not None else "")
        async with open_socket(url, self.wire) as socket:
            yield begin or News()
            async for message in messages(socket, url):
                news = course.news(message, url)
                if news is not None:
                    yield news
