"""Events: the stream of posts as stories, who told them apart from whom, and what rises."""

from rostra.events._gather import gather
from rostra.events._origins import doubles, figures, origins
from rostra.events._stream import Stream
from rostra.events._types import Spread, Story, spread

__all__ = ["Spread", "Story", "Stream", "doubles", "figures", "gather", "origins", "spread"]
