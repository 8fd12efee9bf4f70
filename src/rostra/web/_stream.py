"""Blocking iterators on the event loop: the API's own way, which pages share."""

from rostra.api import drain

__all__ = ["drain"]
