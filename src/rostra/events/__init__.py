"""Events: the stream of posts as stories, who told them apart from whom, and what rises."""

from rostra.events._bursts import Alarm, onsets
from rostra.events._gather import gather
from rostra.events._leaders import led
from rostra.events._origins import doubles, figures, origins
from rostra.events._stream import Stream
from rostra.events._trends import Trend, trends
from rostra.events._types import Spread, Story, spread

__all__ = [
    "Alarm",
    "Spread",
    "Story",
    "Stream",
    "Trend",
    "doubles",
    "figures",
    "gather",
    "led",
    "onsets",
    "origins",
    "spread",
    "trends",
]
