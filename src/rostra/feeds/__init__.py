"""Live sources of posts, and the supervisor that keeps them running."""

from rostra.feeds._contract import Feed, Gap, Keep, News
from rostra.feeds._line import Books, Pace
from rostra.feeds._states import SourceState
from rostra.feeds._supervisor import Supervisor

__all__ = ["Books", "Feed", "Gap", "Keep", "News", "Pace", "SourceState", "Supervisor"]
