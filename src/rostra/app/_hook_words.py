"""What is said about hooks: addresses that are told of each new digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Hooking:
    """A saved digest, by name, whose making an address is to be told of."""

    digest: str
    url: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Hooked:
    """A hook; `secret` (`whsec_…`) is shown when it is made, "" afterwards."""

    id: str
    digest: str
    url: str
    created_at: datetime
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A digest on its way: `state` is waiting, taken or given_up."""

    id: str
    digest_id: str
    at: datetime
    due_at: datetime
    tries: int
    state: str
    error: str = ""
