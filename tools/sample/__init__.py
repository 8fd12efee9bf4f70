"""Build the sample feed's shipped files from the hand-written stories beside this file."""

from tools.sample._build import Built, build
from tools.sample._similarity import near_pairs

__all__ = ["Built", "build", "near_pairs"]
