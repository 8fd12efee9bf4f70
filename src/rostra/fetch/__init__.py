"""The one outbound fetcher: only to public addresses, or to hosts that the operator named."""

from rostra.fetch._addresses import Address, forbidden, literal
from rostra.fetch._get import fetch, fetch_async, stream
from rostra.fetch._reach import Limits, Reach, Resolve, system_resolve
from rostra.fetch._wire import Fetched, Stream

__all__ = [
    "Address",
    "Fetched",
    "Limits",
    "Reach",
    "Resolve",
    "Stream",
    "fetch",
    "fetch_async",
    "forbidden",
    "literal",
    "stream",
    "system_resolve",
]
