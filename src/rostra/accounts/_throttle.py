"""How long who failed to sign in has to wait, so that guessing is slow and nobody is locked out."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

FREE = (0.0, 0.0, 0.0, 0.0)
OF_ACCOUNT: tuple[float, ...] = (*FREE, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 120.0, 300.0)
"""Seconds to wait by the number of failures on one account from unknown devices."""
OF_ADDRESS: tuple[float, ...] = (*FREE * 5, 1.0, 2.0, 5.0, 15.0, 60.0, 300.0, 900.0)
"""The same of one address: many people may share one."""
OF_DEVICE: tuple[float, ...] = OF_ACCOUNT
"""The same of a device on which the account was signed in before: nobody else can fail there."""
FORGOTTEN = timedelta(hours=24)
"""After so long without a failure the count begins anew."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a failure is counted for, and how long it then waits."""

    hash: str
    waits: Sequence[float]


def subjects(key: bytes, account: str, address: str, device: str) -> tuple[Subject, ...]:
    """Name what a try is counted for, `account` being the name as it is compared.

    A device that was signed in before is counted alone: whoever fails at an account from elsewhere
    does not keep its owner out. No name or address stands in the records in clear.
    """
    place = Subject(_hash(key, "address", _network(address)), OF_ADDRESS)
    if device and hmac.compare_digest(device, device_mark(key, account)):
        return (Subject(_hash(key, "device", account), OF_DEVICE), place)
    return (Subject(_hash(key, "account", account), OF_ACCOUNT), place)


def device_mark(key: bytes, account: str) -> str:
    """Return what a device keeps that an account was signed in on."""
    return hmac.new(key, f"device mark:{account}".encode(), hashlib.sha256).hexdigest()


def _hash(key: bytes, kind: str, value: str) -> str:
    return hmac.new(key, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    """Return the network an address belongs to: one subscriber has a whole /64 of IPv6."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(number, ipaddress.IPv6Address):
        if number.ipv4_mapped:
            return str(number.ipv4_mapped)
        return str(ipaddress.ip_network((number, 64), strict=False))
    return str(number)
