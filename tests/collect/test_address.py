"""Only http and https addresses on the public internet may be connected to."""

from __future__ import annotations

import pytest

from lagebild.collect import refusal
from lagebild.collect.address import RefusedError, check_target, is_public
from lagebild.collect.draft import Refusal


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.8.9.10", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.0.8",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::", "2001:0:7f00:1::",
        "::127.0.0.1", "fec0::1",
    ],
)  # fmt: skip
def test_addresses_inside_a_network_are_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip", ["1.1.1.1", "193.99.144.80", "2a02:2e0:3fe:1001:302::1", "64:ff9b::101:101", "::ffff:1.1.1.1"]
)
def test_addresses_on_the_internet_are_public(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("ftp://1.1.1.1/x", refusal.SCHEME), ("file:///etc/passwd", refusal.SCHEME), ("gopher://1.1.1.1", refusal.SCHEME),
        ("javascript:alert(1)", refusal.SCHEME), ("data:text/html,x", refusal.SCHEME), ("//1.1.1.1/x", refusal.SCHEME),
        ("http://127.0.0.1/", refusal.PRIVATE), ("http://127.1/", refusal.PRIVATE), ("http://0x7f.1/", refusal.PRIVATE),
        ("http://2130706433/", refusal.PRIVATE), ("http://0177.0.0.1/", refusal.PRIVATE), ("http://[::1]/", refusal.PRIVATE),
        ("http://[::ffff:127.0.0.1]/", refusal.PRIVATE), ("http://localhost:8080/", refusal.PRIVATE),
        ("http://localhost./", refusal.PRIVATE), ("https://169.254.169.254/latest/meta-data", refusal.PRIVATE),
        ("http://192.168.0.1:22/", refusal.PRIVATE), ("HTTP://127.0.0.1", refusal.PRIVATE), (" http://10.0.0.1", refusal.PRIVATE),
        ("http://user:secret@1.1.1.1/", refusal.BAD_URL), ("http://1.1.1.1@127.0.0.1/", refusal.BAD_URL),
        ("http:///x", refusal.BAD_URL), ("http://1.1.1.1:99999/", refusal.BAD_URL), ("http://[::1/", refusal.BAD_URL),
        ("http://1.1.1.1/" + "x" * 5000, refusal.BAD_URL), ("http://" + "a" * 300 + "/", refusal.BAD_URL),
        ("http://no-such-host.invalid/", refusal.UNRESOLVED), ("http://1.1.1.1\\@127.0.0.1/", refusal.BAD_URL),
    ],
)  # fmt: skip
def test_what_may_not_be_fetched(url: str, expected: Refusal) -> None:
    with pytest.raises(RefusedError) as caught:
        check_target(url)
    assert caught.value.refusal is expected
    assert caught.value.refusal.of(url, **caught.value.values).reason


@pytest.mark.parametrize(
    ("url", "origin", "path"),
    [
        ("http://1.1.1.1", "http://1.1.1.1", "/"),
        ("https://1.1.1.1:8443/ä b?q=ö&x=1#teil", "https://1.1.1.1:8443", "/%C3%A4%20b?q=%C3%B6&x=1"),
        ("http://1.1.1.1/a%20b", "http://1.1.1.1", "/a%20b"),
        ("http://1.1.1.1/a\r\nX-Evil: 1", "http://1.1.1.1", "/aX-Evil:%201"),
    ],
)
def test_where_a_request_goes(url: str, origin: str, path: str) -> None:
    target = check_target(url)
    assert (target.origin, target.path, target.ip) == (origin, path, "1.1.1.1")


def test_private_addresses_are_allowed_only_when_told() -> None:
    assert check_target("http://127.0.0.1:8000/x", allow_private=True).ip == "127.0.0.1"
