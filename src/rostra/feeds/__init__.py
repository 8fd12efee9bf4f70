"""Live sources of posts, and the supervisor that keeps them running."""

from rostra.feeds._bluesky_streams import Firehose, Jetstream
from rostra.feeds._contract import Feed, Gap, Keep, News
from rostra.feeds._line import Books, Pace
from rostra.feeds._sample import SampleFeed, sample_changes, sample_day, sample_ids
from rostra.feeds._sample_truth import SampleTruth, sample_truth
from rostra.feeds._sieve import Sieve
from rostra.feeds._sockets import Wire
from rostra.feeds._states import SourceState
from rostra.feeds._supervisor import Supervisor

__all__ = [
    "Books",
    "Feed",
    "Firehose",
    "Gap",
    "Jetstream",
    "Keep",
    "News",
    "Pace",
    "SampleFeed",
    "SampleTruth",
    "Sieve",
    "SourceState",
    "Supervisor",
    "Wire",
    "sample_changes",
    "sample_day",
    "sample_ids",
    "sample_truth",
]
