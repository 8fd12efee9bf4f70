"""Live sources of posts, and the supervisor that keeps them running."""

from rostra.feeds._contract import Feed, Gap, Keep, News

__all__ = ["Feed", "Gap", "Keep", "News"]
