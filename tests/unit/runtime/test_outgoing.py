"""What others name is fetched only where the whole world could: never from inside."""

import socket

import pytest
import urllib3

from chalicelib.runtime import outgoing
from chalicelib.runtime.errors import Invalid

PUBLIC = "93.184.216.34"
STAND_IN = "https://twilio.example.com"
"""The deployment's own, as tests/conftest.py settles it."""


class Answer:
    """What a host answers: a status, headers and a body, handed out piece by piece."""

    def __init__(self, body=b"x", status=200, breaks=False, **headers):
        self.body, self.status, self.breaks = body, status, breaks
        self.headers = urllib3.HTTPHeaderDict(
            {name.replace("_", "-"): value for name, value in headers.items()}
        )
        self.read = 0
        self.closed = False

    def stream(self, amount):
        """The body in pieces."""
        for start in range(0, len(self.body), amount):
            self.read += amount
            yield self.body[start : start + amount]
        if self.breaks:
            raise urllib3.exceptions.ProtocolError("connection broken")

    def close(self):
        """Give the connection up."""
        self.closed = True


class Net:
    """Names, and what answers behind them; every request is kept."""

    def __init__(self):
        self.names = {}
        self.answers = []
        self.asked = []

    def look_up(self, host, port, **_):
        """Stands for socket.getaddrinfo; what is no name is read as the system reads it."""
        if host not in self.names:
            return REAL(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return [(0, 0, 0, "", (one, port)) for one in self.names[host]]

    def pool(self, host, port=443, **facts):
        """Stands for a connection pool to one address."""
        return Pool(self, host, port, facts)


class Pool:
    """A connection to one address."""

    def __init__(self, net, host, port, facts):
        self.net, self.host, self.port, self.facts = net, host, port, facts

    def request(self, method, url, headers, **how):
        """Keep what was asked and answer what is next."""
        assert (method, how["redirect"], self.facts["retries"]) == ("GET", False, False)
        self.net.asked.append((self.host, self.port, url, dict(headers), self.facts))
        answer = self.net.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


REAL = socket.getaddrinfo


@pytest.fixture
def net(monkeypatch):
    """A world with one public host, files.example."""
    world = Net()
    world.names["files.example"] = [PUBLIC]
    monkeypatch.setattr(outgoing.socket, "getaddrinfo", world.look_up)
    monkeypatch.setattr(outgoing.urllib3, "HTTPSConnectionPool", world.pool)
    return world


def fetch(url="https://files.example/a.jpg", headers=None, limit=1000):
    return outgoing.fetch(url, headers or {}, limit)


INSIDE = [
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "127.0.0.1",
    "127.1",
    "2130706433",  # 127.0.0.1 as one number
    "0x7f000001",
    "0177.0.0.1",
    "0",
    "0.0.0.0",
    "169.254.169.254",  # where a machine asks for its credentials
    "0xa9fea9fe",
    "100.64.0.1",
    "192.0.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[fe80::1]",
    "[fd00:ec2::254]",
    "[fec0::1]",
    "[ff02::1]",
    "[::ffff:10.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[::127.0.0.1]",
    "[64:ff9b::a9fe:a9fe]",  # the same behind NAT64
    "[2002:7f00:1::]",  # and 6to4
    "[2001:0:7f00:1::]",
]


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize("host", INSIDE)
def test_no_address_of_the_inside_is_ever_called(net, host):
    with pytest.raises(Invalid):
        fetch(f"https://{host}/latest/meta-data")
    with pytest.raises(Invalid):
        outgoing.check_url(f"https://{host}/")

    assert net.asked == []


@pytest.mark.parametrize(
    "addresses",
    [["10.0.0.1"], [PUBLIC, "10.0.0.1"], ["10.0.0.1", PUBLIC], [PUBLIC, "::1"], ["fe80::1%eth0"]],
)
def test_a_name_with_one_inner_address_is_not_called_at_all(net, addresses):
    net.names["files.example"] = addresses

    with pytest.raises(Invalid, match="not a public one"):
        fetch()

    assert net.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://files.example/a",
        "ftp://files.example/a",
        "file:///etc/passwd",
        "gopher://files.example/",
        "javascript:alert(1)",
        "//files.example/a",
        "files.example",
        "",
        "https://",
        "https:///a",
        "https://user:secret@files.example/a",
        "https://user@files.example/a",
        "https://@files.example/a",
        "https://:secret@files.example/a",
        "https://files.example:99999/a",
        "https://files.example:x/a",
        "https://[::1/a",
        "https://nowhere.invalid/a",
        "https://" + "a" * 300 + ".example/",
    ],
)
def test_only_a_plain_https_address_of_a_known_host_is_called(net, url):
    with pytest.raises(Invalid):
        fetch(url)
    with pytest.raises(Invalid):
        outgoing.check_url(url)

    assert net.asked == []


@pytest.mark.parametrize("url", ["https://files.example/a", "https://files.example:8443/a?b=c"])
def test_a_public_address_is_fine_as_it_is(net, url):
    assert outgoing.check_url(url) == url
    assert net.asked == []  # nobody is called to look at a URL


@pytest.mark.feature("MSG-22")
def test_a_file_is_fetched_from_the_very_address_that_was_checked(net):
    net.answers = [Answer(b"photo", content_type="image/jpeg")]

    got = fetch("https://files.example/a.jpg?size=big", {"Authorization": "Bearer t"})

    assert got == outgoing.Fetched(b"photo", "image/jpeg", "https://files.example/a.jpg?size=big")
    [(host, port, url, headers, facts)] = net.asked
    assert (host, port, url) == (PUBLIC, 443, "/a.jpg?size=big")
    assert headers == {"Authorization": "Bearer t", "Host": "files.example"}
    assert facts["server_hostname"] == facts["assert_hostname"] == "files.example"


def test_a_public_ipv6_address_and_another_port_are_called_as_well(net):
    net.names["files.example"] = ["2606:2800:220:1:248:1893:25c8:1946"]
    net.answers = [Answer()]

    fetch("https://files.example:8443")

    assert net.asked[0][:3] == ("2606:2800:220:1:248:1893:25c8:1946", 8443, "/")
    assert net.asked[0][3]["Host"] == "files.example:8443"


def test_a_name_is_looked_up_once_so_that_it_cannot_move_inside_meanwhile(net, monkeypatch):
    looks = iter([PUBLIC, "127.0.0.1"])

    def moving(host, port, **_):
        return [(0, 0, 0, "", (next(looks), port))]

    monkeypatch.setattr(outgoing.socket, "getaddrinfo", moving)
    net.answers = [Answer()]

    fetch()

    assert [one[0] for one in net.asked] == [PUBLIC]
    assert next(looks) == "127.0.0.1"  # nobody asked for it


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "target",
    [
        "https://10.0.0.1/",
        "https://inside.example/",
        "http://files.example/",
        "http://169.254.169.254/latest/meta-data",
        "https://user:secret@files.example/",
        "file:///etc/passwd",
        "//127.0.0.1/",
        "https://[::1/",
    ],
)
def test_a_redirect_leads_nowhere_that_we_would_not_go_ourselves(net, status, target):
    net.names["inside.example"] = ["192.168.0.7"]
    first = Answer(status=status, location=target)
    net.answers = [first]

    with pytest.raises(Invalid):
        fetch()

    assert len(net.asked) == 1
    assert first.closed


def test_a_redirect_to_another_host_is_followed_without_credentials(net):
    net.names["cdn.example"] = ["203.0.114.9"]
    net.answers = [
        Answer(status=302, location="/moved"),
        Answer(status=302, location="https://cdn.example/a.jpg"),
        Answer(status=302, location="https://files.example/back"),
        Answer(b"photo"),
    ]

    got = fetch(headers={"Authorization": "Bearer t", "Cookie": "c", "User-Agent": "us"})

    assert (got.data, got.url) == (b"photo", "https://files.example/back")
    sent = [sorted(headers) for *_, headers, _ in net.asked]
    assert sent[:2] == [["Authorization", "Cookie", "Host", "User-Agent"]] * 2
    assert sent[2:] == [["Host", "User-Agent"]] * 2  # once gone, they stay gone
    assert [one[0] for one in net.asked] == [PUBLIC, PUBLIC, "203.0.114.9", PUBLIC]


def test_a_redirect_to_another_port_is_another_host(net):
    net.answers = [Answer(status=302, location="https://files.example:8443/a"), Answer()]

    fetch(headers={"Authorization": "Bearer t"})

    assert "Authorization" not in net.asked[1][3]


def test_redirects_come_to_an_end(net):
    net.answers = [Answer(status=302, location="/again")] * 9

    with pytest.raises(outgoing.Unreachable, match="too often") as told:
        fetch()

    assert not told.value.retryable
    assert len(net.asked) == 1 + outgoing.REDIRECTS


def test_what_says_that_it_is_too_large_is_not_read(net):
    huge = Answer(b"x" * 2000, content_length="2000")
    net.answers = [huge]

    with pytest.raises(outgoing.TooLarge):
        fetch(limit=1999)

    assert (huge.read, huge.closed) == (0, True)


@pytest.mark.parametrize("said", [{}, {"content_length": "10"}, {"content_length": "many"}])
def test_what_is_too_large_without_saying_so_is_read_no_further(net, said):
    huge = Answer(b"x" * outgoing.CHUNK * 10, **said)
    net.answers = [huge]

    with pytest.raises(outgoing.TooLarge):
        fetch(limit=outgoing.CHUNK)

    assert huge.read == 2 * outgoing.CHUNK
    assert huge.closed


def test_what_just_fits_is_taken(net):
    net.answers = [Answer(b"x" * 1000, content_length="1000"), Answer(b"")]

    assert len(fetch(limit=1000).data) == 1000
    assert fetch(limit=1000).data == b""


@pytest.mark.parametrize(
    ("status", "again"),
    [(404, False), (403, False), (410, False), (304, False), (429, True), (500, True), (503, True)],
)
def test_an_answer_without_the_file_says_whether_to_ask_again(net, status, again):
    net.answers = [Answer(status=status)]

    with pytest.raises(outgoing.Unreachable) as told:
        fetch()

    assert (told.value.retryable, told.value.status) == (again, status)


@pytest.mark.parametrize(
    "answer",
    [
        urllib3.exceptions.ConnectTimeoutError(None, "late"),
        urllib3.exceptions.SSLError("certificate of another host"),
        Answer(b"half", breaks=True),
    ],
)
def test_a_host_that_does_not_answer_may_later(net, answer):
    net.answers = [answer]

    with pytest.raises(outgoing.Unreachable) as told:
        fetch()

    assert told.value.retryable


def test_the_deployments_own_stand_in_may_be_anywhere(net, monkeypatch):
    made = Pool(net, "stand-in", 0, {"retries": False})
    monkeypatch.setattr(outgoing.urllib3, "PoolManager", lambda **_: made)
    net.answers = [Answer(b"photo")]

    assert fetch(f"{STAND_IN}/media/1").data == b"photo"
    assert outgoing.check_url(f"{STAND_IN}/x") == f"{STAND_IN}/x"
    assert net.asked[0][2] == f"{STAND_IN}/media/1"


@pytest.mark.parametrize(
    "url", ["https://twilio.example.com.evil.example/", "https://twilio.example.com:8443/"]
)
def test_what_only_looks_like_a_stand_in_is_checked_like_the_rest(net, url):
    net.names |= {"twilio.example.com.evil.example": ["::1"], "twilio.example.com": ["::1"]}

    with pytest.raises(Invalid):
        fetch(url)


def test_a_name_that_cannot_be_looked_up_right_now_may_be_later(monkeypatch):
    def busy(*_, **__):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", busy)

    with pytest.raises(outgoing.Unreachable) as error:
        outgoing.fetch("https://media.example/1", {}, 10)
    assert error.value.retryable


def test_what_is_unchanged_is_told_without_its_content(net):
    net.answers = [Answer(b"", 304, etag='"1"')]

    got = fetch(headers={"If-None-Match": '"1"'})

    assert (got.status, got.data, got.headers["etag"]) == (304, b"", '"1"')


def test_an_unasked_not_modified_is_no_answer(net):
    net.answers = [Answer(b"", 304)]

    with pytest.raises(outgoing.Unreachable, match="304"):
        fetch()


def test_what_we_have_of_one_host_is_no_other_hosts_business(net):
    net.names["cdn.example"] = [PUBLIC]
    net.answers = [Answer(status=302, location="https://cdn.example/b"), Answer()]

    fetch(headers={"If-None-Match": '"1"', "User-Agent": "x"})

    sent = {name.lower() for name in net.asked[1][3]}
    assert sent == {"user-agent", "host"}


def test_a_host_that_trickles_has_only_so_long(net, monkeypatch):
    ticks = iter(range(0, 1000, 4))
    monkeypatch.setattr(outgoing.time, "monotonic", lambda: next(ticks))
    answer = Answer(b"x" * (outgoing.CHUNK * 9))
    net.answers = [answer]

    with pytest.raises(outgoing.Unreachable, match="too long") as refused:
        outgoing.fetch("https://files.example/a", {}, 10**9, seconds=10)

    assert refused.value.retryable
    assert answer.read < len(answer.body)
    assert answer.closed


def test_how_long_a_busy_host_wants_to_be_left_alone_is_passed_on(net):
    net.answers = [Answer(status=429, retry_after="7")]

    with pytest.raises(outgoing.Unreachable) as refused:
        fetch()

    assert (refused.value.status, refused.value.retry_after) == (429, "7")
