"""Live sources of posts, and the supervisor that keeps them running."""

from rostra.feeds._asking import Origin, Outside
from rostra.feeds._bluesky_labels import MODERATION, BlueskyLabels
from rostra.feeds._bluesky_streams import Firehose, Jetstream
from rostra.feeds._contract import Feed, Gap, Keep, News
from rostra.feeds._hackernews import HackerNews
from rostra.feeds._jsonl import LONGEST_LINE, BadLine, Jsonl, read_jsonl, write_jsonl
from rostra.feeds._line import Books, Pace
from rostra.feeds._mastodon_place import Held
from rostra.feeds._mastodon_stream import Mastodon
from rostra.feeds._nip19 import nevent, nostr_event
from rostra.feeds._nostr_events import Event as NostrEvent
from rostra.feeds._nostr_events import event_id as nostr_event_id
from rostra.feeds._nostr_events import read_event as read_nostr_event
from rostra.feeds._nostr_feed import Nostr
from rostra.feeds._replay import Replay
from rostra.feeds._rss import Rss
from rostra.feeds._sample import SampleFeed, sample_changes, sample_day, sample_ids
from rostra.feeds._sample_truth import SampleTruth, sample_truth
from rostra.feeds._sieve import Sieve
from rostra.feeds._sockets import Wire
from rostra.feeds._states import SourceState
from rostra.feeds._supervisor import Supervisor
from rostra.feeds._x import XSearch, XStream, recheck
from rostra.feeds._x_access import XAccess
from rostra.feeds._x_archive import XArchive

# fmt: off
__all__ = [
    "LONGEST_LINE", "MODERATION", "BadLine", "BlueskyLabels", "Books", "Feed", "Firehose", "Gap",
    "HackerNews", "Held", "Jetstream", "Jsonl", "Keep", "Mastodon", "News", "Nostr", "NostrEvent",
    "Origin", "Outside", "Pace", "Replay", "Rss", "SampleFeed", "SampleTruth", "Sieve",
    "SourceState", "Supervisor", "Wire", "XAccess", "XArchive", "XSearch", "XStream", "nevent",
    "nostr_event", "nostr_event_id", "read_jsonl", "read_nostr_event", "recheck", "sample_changes",
    "sample_day", "sample_ids", "sample_truth", "write_jsonl",
]
# fmt: on
