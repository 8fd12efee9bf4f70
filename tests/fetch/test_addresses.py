"""No notation of a private address gets past, and public ones do."""

# ruff: noqa: S104 (0.0.0.0 is an address to refuse here, not one to bind)

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.fetch import forbidden, literal

# Every spelling below is 127.0.0.1 or 169.254.169.254 to some resolver or URL parser.
SPELLINGS = {
    "127.0.0.1": "127.0.0.1",
    "127.0.0.1.": "127.0.0.1",
    "127.1": "127.0.0.1",
    "127.0.1": "127.0.0.1",
    "2130706433": "127.0.0.1",
    "2130706433.": "127.0.0.1",
    "0x7f000001": "127.0.0.1",
    "0X7F000001": "127.0.0.1",
    "0x7f.0.0.1": "127.0.0.1",
    "0x7f.1": "127.0.0.1",
    "017700000001": "127.0.0.1",
    "0177.0.0.1": "127.0.0.1",
    "0177.0.0.01": "127.0.0.1",
    "00000000177.0x0.0.1": "127.0.0.1",
    "0": "0.0.0.0",
    "0x": "0.0.0.0",
    "0.0": "0.0.0.0",
    "2852039166": "169.254.169.254",
    "0xa9fea9fe": "169.254.169.254",
    "169.254.43518": "169.254.169.254",
    "0251.0376.0251.0376": "169.254.169.254",
    "::1": "::1",
    "[::1]": "::1",
    "0:0:0:0:0:0:0:1": "::1",
    "::ffff:127.0.0.1": "::ffff:127.0.0.1",
    "::ffff:7f00:1": "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe": "::ffff:169.254.169.254",
    "64:ff9b::127.0.0.1": "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe": "64:ff9b::169.254.169.254",
    "fe80::1%eth0": "fe80::1%eth0",
}


@pytest.mark.parametrize(("host", "means"), SPELLINGS.items())
def test_every_spelling_is_read_and_refused(host, means):
    address = literal(host)
    assert address == ipaddress.ip_address(means)
    assert forbidden(address)


@pytest.mark.parametrize(
    "text",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.255.255.254",
        "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192",
        "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255",
        "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:10.0.0.1", "::ffff:0:10.0.0.1",
        "64:ff9b::10.0.0.1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1",
        "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1",
        "fec0::1", "ff02::1", "4000::1",
    ],
)  # fmt: skip
def test_special_ranges_are_refused(text):
    assert forbidden(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0",
        "192.0.1.1", "198.17.255.255", "198.20.0.0", "223.255.255.255", "168.63.129.17",
        "2606:4700:4700::1111", "2001:4860:4860::8888", "2a00:1450:4001::1",
        "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
    ],
)  # fmt: skip
def test_public_addresses_are_allowed(text):
    assert forbidden(ipaddress.ip_address(text)) == ""


@given(st.ip_addresses(v=4))
def test_nothing_that_python_calls_private_is_public_to_us(address):
    if not address.is_global or address.is_multicast:
        assert forbidden(address)


@given(st.ip_addresses(v=6))
def test_the_same_for_ipv6(address):
    if address.ipv4_mapped is None and (not address.is_global or address.is_multicast):
        assert forbidden(address)


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_judged_by_where_it_leads(address):
    for prefix in (0xFFFF << 32, 0x64FF9B << 96):
        inside = ipaddress.IPv6Address(prefix | int(address))
        assert bool(forbidden(inside)) == bool(forbidden(address))


@given(st.ip_addresses(v=4), st.data())
def test_all_numeric_notations_mean_the_same_address(address, data):
    octets = list(address.packed)
    keep = data.draw(st.integers(0, 3))
    parts = [*octets[:keep], int.from_bytes(bytes(octets[keep:]), "big")]
    write = st.sampled_from([str, hex, lambda n: f"0{n:o}", lambda n: f"0x0{n:X}"])
    host = ".".join(data.draw(write)(part) for part in parts) + data.draw(
        st.sampled_from(["", "."])
    )
    assert literal(host) == address


@pytest.mark.parametrize(
    "host",
    [
        "256.1.1.1", "1.2.3.4.5", "1.2.3.256", "127.0.0.08", "0x100000000", "4294967296",
        "a.1", "x.0x7f", "1..1", "0" * 30 + "1", "1.1.65536", "::g", ":::", "[::1",
    ],
)  # fmt: skip
def test_a_number_that_is_no_address_never_reaches_a_resolver(host):
    if host == "[::1":  # brackets are the URL parser's affair
        assert literal(host) == ipaddress.ip_address("::1")
        return
    with pytest.raises(ValueError, match=r"address|Octet|Hextet|digit|base|::|IPv6|parts|colon"):
        literal(host)


@pytest.mark.parametrize(
    "host", ["example.org", "1.example", "0x7f.example", "a.b.c.d.e", "xn--fiqs8s"]
)
def test_names_are_names(host):
    assert literal(host) is None
