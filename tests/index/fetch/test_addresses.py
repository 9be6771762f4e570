from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FetchError
from index.fetch.addresses import checked, is_host_name, is_public, resolve

HOST = "originals.example"
PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::7f00:1",
        "64:ff9b:1::5db8:d70e",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "fe80::1",
        "fe80::1%eth0",
        "2a00:1450::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
        "100::1",
        "4000::1",
    ],
)
def test_an_address_that_is_not_of_the_public_internet_is_known(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [PUBLIC, "1.1.1.1", "2a00:1450:4009:815::200e", f"::ffff:{PUBLIC}", "64:ff9b::5db8:d70e", "2002:5db8:d70e::1"],
)
def test_a_public_address_is_known(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_in_ipv6_is_as_public_as_in_ipv4(address: object) -> None:
    inside = ip_address(str(address))
    packed = inside.packed
    for around in (b"\0" * 10 + b"\xff\xff" + packed, bytes.fromhex("0064ff9b") + b"\0" * 8 + packed):
        assert is_public(ip_address(around)) == is_public(inside)
    assert is_public(ip_address(b"\x20\x02" + packed + b"\0" * 10)) == is_public(inside)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "a.1",
        "localhost",
        "originals.example.",
        ".example",
        "a..example",
        "-a.example",
        "Originals.example",
        "originals_example.com",
        "originals.example\n",
        "orıginals.example",
        "[::1]",
        "",
        f"{'a' * 64}.example",
        ".".join(["a"] * 130) + ".example",
    ],
)
def test_what_is_not_the_full_name_of_a_host_is_refused(host: str) -> None:
    assert not is_host_name(host)
    with pytest.raises(FetchError):
        checked(f"https://{host}/report.pdf", {host})


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (f"http://{HOST}/a", "does not begin with https://"),
        (f"ftp://{HOST}/a", "does not begin with https://"),
        ("file:///etc/passwd", "does not begin with https://"),
        (f"//{HOST}/a", "does not begin with https://"),
        (f"https://user@{HOST}/a", "user name"),
        (f"https://user:word@{HOST}/a", "user name"),
        (f"https://{HOST}@127.0.0.1/a", "user name"),
        (f"https://@{HOST}/a", "user name"),
        (f"https://{HOST}:8443/a", "port 8443"),
        (f"https://{HOST}:80/a", "port 80"),
        (f"https://{HOST}:0/a", "port 0"),
        (f"https://{HOST}:70000/a", "not a web address"),
        ("https://[::1/a", "not a web address"),
        ("https://[::1]/a", "not the name of a host"),
        (f"https://www.{HOST}/a", "is not listed"),
        (f"https://{HOST}.evil.example/a", "is not listed"),
        (f"https://evil.example\\@{HOST}/a", "has a character"),
        (f"https://{HOST}/a\r\nHost: evil.example", "has a character"),
        (f"https://{HOST}/a\tb", "has a character"),
        (f"https://{HOST}/é", "has a character"),
        (f"https://{HOST}/{'a' * 2000}", "too long"),
        ("", "has a character"),
    ],
)
def test_an_address_that_may_not_be_asked_is_named(url: str, message: str) -> None:
    with pytest.raises(FetchError, match=message) as caught:
        checked(url, {HOST})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "same"),
    [
        (f"https://{HOST}/a?b=c", f"https://{HOST}/a?b=c"),
        (f"https://{HOST}:443/a#part", f"https://{HOST}/a"),
        (f"HTTPS://{HOST.upper()}", f"https://{HOST}/"),
    ],
)
def test_an_address_that_may_be_asked_is_made_plain(url: str, same: str) -> None:
    assert checked(url, {HOST}).url == same
    assert checked(same, {HOST}).url == same


@given(st.text(max_size=60) | st.from_regex(rf"https://[^/]{{0,20}}{HOST}[^/]{{0,20}}/.*", fullmatch=True))
def test_whatever_is_let_through_leads_to_a_listed_host(url: str) -> None:
    try:
        address = checked(url, {HOST})
    except FetchError:
        return
    assert (address.scheme, address.host, address.port) == ("https", HOST, 443)
    assert address.target.startswith("/")
    assert checked(address.url, {HOST}) == address


@pytest.mark.parametrize("number", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1"])
def test_a_number_that_the_system_takes_for_this_machine_is_refused_as_well(number: str) -> None:
    assert not any(is_public(ip_address(address)) for address in resolve(number, 80))


def test_a_redirect_from_https_to_http_is_not_followed() -> None:
    with pytest.raises(FetchError, match="does not begin with https://"):
        checked("http://originals.example/report.pdf", {HOST})
