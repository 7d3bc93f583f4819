"""A walk over a site, on real sockets: what is read, how politely, and what survives a crash."""

import json
from datetime import timedelta

import pytest

from chalicelib.knowledge import service, store, worker
from chalicelib.knowledge.domain import sources as limits
from chalicelib.knowledge.service import looking, walking
from chalicelib.runtime.ids import now
from chalicelib.timers import actions
from chalicelib.timers.domain import Kind, Timer
from tests.aws import Calls
from tests.builders import an_sqs_event
from tests.door import call
from tests.integration.knowledge.sites import (
    add,
    again,
    article,
    clock,
    gather,
    html,
    pages,
    seen,
    texts,
)

SHIPPING = "We ship to all of Norway in one to three working days."
RETURNS = "You may send back what you have not used within sixty days."


@pytest.mark.feature("KB-05", "AI-08")
def test_a_site_is_read_along_its_links_and_each_passage_names_its_page(company, site, queue):
    site.pages |= {
        "/": article("Home", "Tents and jackets for the north.", "/help", "/shipping"),
        "/help": html('<main><h1>Help</h1><h2 id="back">Returns</h2><p>' + RETURNS + "</p></main>"),
        "/shipping": article("Shipping", SHIPPING),
    }

    source = gather(company, site, queue)

    assert (source["status"], source["pages"], source["passages"]) == ("ready", 3, 3)
    assert source["progress"] is None
    found = {one.title: one for one in service.passages(company.account_id)}
    assert found["Help › Returns"].url == f"{site.url}help#back"
    assert found["Shipping"].text == SHIPPING
    assert {one.kind for one in found.values()} == {"page"}
    assert queue.trained == [company.account_id]


def test_who_reads_says_so(company, site, queue):
    site.pages["/"] = article("Home", "Tents and jackets for the north.")

    gather(company, site, queue)

    agents = {headers["user-agent"] for _, headers in site.asked}
    assert agents == {"Switchboard/1.0 (+https://console.example.com/)"}


@pytest.mark.feature("KB-05")
def test_progress_is_told_while_it_gathers(company, site, queue):
    links = [f"/p/{'x' * n}" for n in range(1, 15)]
    site.pages |= {one: article(one, f"Page {one} of the handbook.") for one in links}
    site.pages["/"] = article("Home", "The handbook of the north.", *links)
    id_ = add(company, site)
    waiting = seen(company, id_)
    queue.step()

    under_way = seen(company, id_)

    assert (waiting["status"], under_way["status"]) == ("waiting", "gathering")
    assert 0 < under_way["progress"]["done"] < under_way["progress"]["known"] == 15
    queue.drain()
    assert seen(company, id_)["pages"] == 15


def test_what_robots_txt_forbids_is_not_asked_for(company, site, queue):
    site.pages |= {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private*\nDisallow: /*?print\n"),
        "/": article(
            "Home", "Tents for the north.", "/private/1", "/a?print", "/private-but", "/a"
        ),
        "/a": article("About", "We make tents in Tromso since 1987."),
    }

    gather(company, site, queue)

    assert site.paths() == ["/", "/a"]


def test_rules_for_us_by_name_come_before_those_for_all(company, site, queue):
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: Switchboard\nAllow: /\n"
    site.pages |= {"/robots.txt": (200, {}, rules), "/": article("Home", "Tents for the north.")}

    assert gather(company, site, queue)["status"] == "ready"


def test_a_site_that_wants_no_robots_is_left_alone_and_the_admin_reads_why(company, site, queue):
    site.pages |= {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /\n"),
        "/": article("Home", "Tents for the north."),
    }

    source = gather(company, site, queue)

    assert source["status"] == "failed"
    assert "robots.txt" in source["error"]
    assert site.paths() == []


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_txt_that_cannot_be_had_is_no_leave(company, site, queue, status):
    site.pages |= {"/robots.txt": (status, {}, b""), "/": article("Home", "Tents for the north.")}

    source = gather(company, site, queue)

    assert (source["status"], str(status) in source["error"]) == ("failed", True)
    assert site.paths() == []


def test_a_site_may_ask_for_pauses_and_they_are_the_queues(company, site, queue):
    site.pages |= {
        "/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 7\n"),
        "/": article("Home", "Tents for the north.", "/a", "/b"),
        "/a": article("A", "The letter a of the alphabet."),
        "/b": article("B", "The letter b of the alphabet."),
    }

    assert gather(company, site, queue)["pages"] == 3

    assert queue.delays[0] == 0
    assert set(queue.delays[1:]) == {7}
    assert len(queue.delays) >= 3


def test_a_pause_of_a_day_is_half_a_minute(company, site, queue):
    site.pages |= {
        "/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 86400\n"),
        "/": article("Home", "Tents for the north.", "/a"),
        "/a": article("A", "The letter a of the alphabet."),
    }

    gather(company, site, queue)

    assert max(queue.delays) == limits.LONGEST_PAUSE


def test_a_busy_site_is_left_alone_for_as_long_as_it_says(company, site, queue):
    said = iter([(429, {"Retry-After": "12"}, b""), article("Home", "Tents for the north.")])
    site.pages["/"] = lambda headers: next(said)

    assert gather(company, site, queue)["status"] == "ready"
    assert 12 in queue.delays


def test_a_site_that_is_always_busy_is_given_up(company, site, queue):
    site.pages["/"] = (429, {"Retry-After": "1"}, b"")

    source = gather(company, site, queue)

    assert source["status"] == "failed"
    assert site.paths() == ["/"] * limits.TRIES


@pytest.mark.feature("KB-05")
def test_pages_that_nothing_links_to_are_found_in_sitemaps(company, site, queue):
    import gzip

    base = site.url
    index = f"<sitemapindex><sitemap><loc>{base}s/a.xml.gz</loc></sitemap></sitemapindex>"
    listed = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<url><loc>{base}hidden</loc></url><url><loc>https://other.example/x</loc></url></urlset>"
    )
    site.pages |= {
        "/robots.txt": (200, {}, f"Sitemap: {base}index.xml".encode()),
        "/index.xml": (200, {}, index.encode()),
        "/s/a.xml.gz": (200, {}, gzip.compress(listed.encode())),
        "/": article("Home", "Tents for the north."),
        "/hidden": article("Hidden", SHIPPING),
    }

    assert gather(company, site, queue)["pages"] == 2
    assert SHIPPING in texts(company)


def test_only_the_site_itself_is_read(company, site, queue):
    links = ("https://other.example/", f"http://sub.{site.host}/", "mailto:a@b.example", "tel:112")
    scripts = ("javascript:alert(1)", "data:text/html,x", "ftp://x.example/", "//evil.example/a")
    site.pages["/"] = article("Home", "Tents for the north.", *links, *scripts, "/a.pdf", "#top")

    gather(company, site, queue)

    assert site.paths() == ["/"]


def test_one_page_under_many_addresses_is_read_once(company, site, queue):
    ways = ("/a#x", "/a/", "/a?utm_source=mail&fbclid=1", "//" + site.host + "/a", "/b/../a")
    site.pages |= {"/": article("Home", "Tents for the north.", *ways)}
    site.pages["/a"] = article("A", "The letter a of the alphabet.")

    gather(company, site, queue)

    assert site.paths() == ["/", "/a"]


def test_a_page_whose_content_is_at_home_elsewhere_is_read_there(company, site, queue):
    home = '<link rel="canonical" href="/a">'
    site.pages |= {
        "/": article("Home", "Tents for the north.", "/print"),
        "/print": article("A", SHIPPING, head=home),
        "/a": article("A", SHIPPING, head=home),
    }

    source = gather(company, site, queue)

    found = [one for one in service.passages(company.account_id) if one.text == SHIPPING]
    assert [one.url for one in found] == [f"{site.url}a"]
    assert pages(company, source["id"])["/print"] == (
        "skipped",
        f"It is the same as {site.url}a.",
    )


def test_two_pages_that_each_call_the_other_their_home_are_not_both_lost(company, site, queue):
    site.pages |= {
        "/": article("Home", "Tents for the north.", "/a", "/b"),
        "/a": article("A", SHIPPING, head='<link rel="canonical" href="/b">'),
        "/b": article("B", SHIPPING, head='<link rel="canonical" href="/a">'),
    }

    gather(company, site, queue)

    assert SHIPPING in texts(company)


def test_noindex_and_nofollow_are_wishes_that_are_granted(company, site, queue):
    site.pages |= {
        "/": article("Home", "Tents for the north.", "/a", "/b", "/h"),
        "/a": article("A", SHIPPING, "/only-from-a", head='<meta name="robots" content="noindex">'),
        "/b": article("B", RETURNS, "/from-b", head='<meta name="ROBOTS" content="nofollow">'),
        "/h": (200, {"Content-Type": "text/html", "X-Robots-Tag": "noindex"}, b"<p>Secret plan"),
        "/only-from-a": article("C", "The letter c of the alphabet."),
        "/from-b": article("D", "The letter d of the alphabet."),
    }

    source = gather(company, site, queue)

    assert "/from-b" not in site.paths()
    assert "/only-from-a" in site.paths()
    assert SHIPPING not in texts(company)
    assert RETURNS in texts(company)
    assert pages(company, source["id"])["/h"][0] == "skipped"


@pytest.mark.feature("KB-05")
def test_an_unchanged_page_is_not_sent_again_and_costs_no_passage(company, site, queue):
    def page(title, text, *links):
        def answer(headers):
            if headers.get("if-none-match") == '"1"':
                return 304, {}, b""
            given = {"Content-Type": "text/html", "ETag": '"1"'}
            return 200, given, article(title, text, *links).encode()

        return answer

    site.pages |= {"/": page("Home", "Tents for the north.", "/a"), "/a": page("A", SHIPPING)}
    id_ = gather(company, site, queue)["id"]
    before = list(service.passages(company.account_id))

    with Calls() as calls:
        source = again(company, id_, queue)

    assert (source["status"], source["pages"]) == ("ready", 2)
    assert {status for status, _ in pages(company, id_).values()} == {"unchanged"}
    assert list(service.passages(company.account_id)) == before
    written = [given for name, given in calls.sent if name == "BatchWriteItem"]
    assert "text#" not in json.dumps(written, default=str)


def test_the_same_text_under_a_new_tag_is_unchanged_too(company, site, queue):
    site.pages["/"] = article("Home", "Tents for the north.")
    id_ = gather(company, site, queue)["id"]

    again(company, id_, queue)

    assert pages(company, id_) == {"/": ("unchanged", None)}


@pytest.mark.feature("KB-05")
def test_what_changed_is_read_and_what_vanished_is_forgotten(company, site, queue):
    site.pages |= {
        "/": article("Home", "Tents for the north.", "/a", "/b"),
        "/a": article("A", SHIPPING),
        "/b": article("B", RETURNS),
    }
    id_ = gather(company, site, queue)["id"]
    site.pages |= {
        "/": article("Home", "Tents for the north.", "/a"),
        "/a": article("A", "We ship to the moon by now."),
    }

    again(company, id_, queue)

    assert texts(company) == {"Tents for the north.", "We ship to the moon by now."}
    assert set(pages(company, id_)) == {"/", "/a"}


def test_a_page_that_is_gone_loses_its_passages_and_one_that_fails_keeps_them(company, site, queue):
    site.pages |= {
        "/": article("Home", "Tents for the north.", "/a", "/b"),
        "/a": article("A", SHIPPING),
        "/b": article("B", RETURNS),
    }
    id_ = gather(company, site, queue)["id"]
    site.pages |= {"/a": (410, {}, b""), "/b": (500, {}, b"")}

    again(company, id_, queue)

    assert texts(company) == {"Tents for the north.", RETURNS}
    assert pages(company, id_)["/a"] == ("skipped", "There is no such page (410).")
    assert pages(company, id_)["/b"] == ("failed", "It answers 500.")


def test_a_site_that_is_down_keeps_what_was_read_of_it(company, site, queue):
    site.pages["/"] = article("Home", "Tents for the north.")
    id_ = gather(company, site, queue)["id"]
    site.pages["/"] = (500, {}, b"")

    source = again(company, id_, queue)

    assert (source["status"], source["error"]) == (
        "failed",
        "Nothing could be read. It answers 500.",
    )
    assert texts(company) == {"Tents for the north."}


def test_what_stands_on_every_page_is_no_answer(company, site, queue):
    stamp = "<p>Free shipping in Norway above 999 kr, every day of the year.</p>"
    for name in "abcde":
        main = f"<main><h1>{name}</h1><p>The letter {name} of the alphabet.</p>{stamp}</main>"
        site.pages[f"/{name}"] = html(main)
    site.pages["/"] = article("Home", "Tents for the north.", *(f"/{name}" for name in "abcde"))

    gather(company, site, queue)

    assert not any("Free shipping" in one for one in texts(company))
    assert len(texts(company)) == 6


def test_a_single_page_is_read_without_its_links(company, site, queue):
    site.pages |= {"/a": article("A", SHIPPING, "/b"), "/b": article("B", RETURNS)}

    source = gather(company, site, queue, "page", "a")

    assert (source["kind"], source["pages"]) == ("page", 1)
    assert site.paths() == ["/a"]


def test_a_message_that_comes_twice_does_nothing_the_second_time(company, site, queue):
    links = [f"/p/{'x' * n}" for n in range(1, 15)]
    site.pages |= {one: article(one, f"Page {one} of the handbook.") for one in links}
    site.pages["/"] = article("Home", "The handbook of the north.", *links)
    add(company, site)
    first = queue.step()
    looked = len(site.asked)
    queue.waiting.append((first, 0))
    queue.waiting.reverse()

    queue.step()

    assert len(site.asked) == looked
    queue.drain()
    assert len(texts(company)) == 15


def test_a_step_of_an_older_walk_does_nothing(company, site, queue):
    site.pages["/"] = article("Home", "Tents for the north.")
    id_ = add(company, site)
    late = dict(queue.waiting[0][0])
    queue.drain()
    again(company, id_, queue)
    looked = len(site.asked)
    queue.waiting.append((late, 0))

    queue.drain()

    assert len(site.asked) == looked


def test_two_copies_of_a_step_at_once_are_one(company, site, queue):
    site.pages["/"] = article("Home", "Tents for the north.")
    add(company, site)
    body = queue.waiting[0][0]
    [source] = store.all_sources(company.account_id)

    assert store.claim(source, now())
    queue.step()

    assert site.asked == []
    assert queue.waiting == []
    assert body["step"] == 0


def test_a_step_that_died_is_noticed_and_taken_up_where_it_died(company, site, queue, monkeypatch):
    links = [f"/p/{'x' * n}" for n in range(1, 6)]
    site.pages |= {one: article(one, f"Page {one} of the handbook.") for one in links}
    site.pages["/"] = article("Home", "The handbook of the north.", *links)
    id_ = add(company, site)
    body, _ = queue.waiting.pop(0)
    saved, written = store.save_page, []

    def dying(source, page):
        written.append(page)
        if len(written) == 9:
            raise SystemExit  # as Lambda ends a function
        return saved(source, page)

    with monkeypatch.context() as patch:
        patch.setattr(store, "save_page", dying)
        with pytest.raises(SystemExit):
            worker.gather(an_sqs_event(body), None)
    read_before = site.paths()
    clock(monkeypatch)(now() + limits.LEASE + timedelta(seconds=1))
    queue.waiting.append((queue.watches.pop(0), 0))

    queue.drain()

    assert seen(company, id_)["status"] == "ready"
    assert seen(company, id_)["pages"] == 6
    assert 1 < len(read_before) < 6
    assert len(site.paths()) <= 7  # the one that it died at is read again, no other


def test_a_walk_that_dies_again_and_again_is_given_up(company, site, queue, monkeypatch):
    def dies(self):
        raise SystemExit

    monkeypatch.setattr(walking.Walk, "step", dies)
    site.pages["/"] = article("Home", "Tents for the north.")
    id_ = add(company, site)
    at = now()
    for _ in range(limits.STALLS + 2):
        while queue.waiting:
            body, _ = queue.waiting.pop(0)
            with pytest.raises(SystemExit):
                worker.gather(an_sqs_event(body), None)
        at += limits.LEASE + timedelta(seconds=1)
        clock(monkeypatch)(at)
        if queue.watches:
            worker.gather(an_sqs_event(queue.watches.pop(0)), None)

    source = seen(company, id_)
    assert source["status"] == "failed"
    assert "stopped several times" in source["error"]
    assert queue.waiting == []


def test_a_page_that_kills_whoever_reads_it_is_left_out(company, site, queue, monkeypatch):
    site.pages |= {
        "/": article("Home", "Tents for the north.", "/bad", "/good"),
        "/bad": article("Bad", "Nobody survives reading this page."),
        "/good": article("Good", SHIPPING),
    }
    real = looking.look

    def look(source, todo, known, text):
        if todo.url.endswith("/bad"):
            raise SystemExit
        return real(source, todo, known, text)

    monkeypatch.setattr(walking, "look", look)
    id_ = add(company, site)
    at = now()
    for _ in range(limits.TRIES + 1):
        while queue.waiting:
            body, _ = queue.waiting.pop(0)
            try:
                worker.gather(an_sqs_event(body), None)
            except SystemExit:
                break
        at += limits.LEASE + timedelta(seconds=1)
        clock(monkeypatch)(at)
        queue.waiting.append((queue.watches.pop(0), 0))

    assert seen(company, id_)["status"] == "ready"
    assert pages(company, id_)["/bad"] == ("failed", "Reading it failed several times.")
    assert SHIPPING in texts(company)


def test_a_library_that_trips_over_one_page_does_not_stop_the_walk(
    company, site, queue, monkeypatch
):
    site.pages |= {
        "/": article("Home", "Tents for the north.", "/bad", "/good"),
        "/bad": article("Bad", "Something is wrong with this page."),
        "/good": article("Good", SHIPPING),
    }
    real = looking.html.read

    def read(data, *rest):
        if b"wrong" in data:
            raise ZeroDivisionError
        return real(data, *rest)

    monkeypatch.setattr(looking.html, "read", read)

    id_ = gather(company, site, queue)["id"]

    assert pages(company, id_)["/bad"] == ("failed", "It could not be read.")
    assert SHIPPING in texts(company)


@pytest.mark.feature("KB-05")
def test_a_site_is_read_anew_by_itself_a_week_later(company, site, queue, monkeypatch):
    timers = []
    monkeypatch.setattr("chalicelib.timers.service.set", lambda timer, at: timers.append(timer))
    site.pages["/"] = article("Home", "Tents for the north.")
    id_ = gather(company, site, queue)["id"]
    [timer] = timers
    looked = len(site.asked)

    actions.ring(timer, timer.due - timedelta(days=1))  # early: set again
    actions.ring(Timer(Kind.SOURCE, company.account_id, "src_gone", timer.due), timer.due)
    assert (len(site.asked), queue.waiting) == (looked, [])
    clock(monkeypatch)(timer.due)
    actions.ring(timer, timer.due)
    actions.ring(timer, timer.due)  # a timer may come twice
    queue.drain()

    assert timer.kind is Kind.SOURCE
    assert timer.id == id_
    assert site.paths() == ["/", "/"]


def test_a_source_that_is_switched_off_is_neither_used_nor_read_anew(company, site, queue):
    site.pages["/"] = article("Home", "Tents for the north.")
    id_ = gather(company, site, queue)["id"]

    call("PATCH", f"/v1/sources/{id_}", {"enabled": False}, company.admin)
    service.rescan(company.account_id, id_, now() + timedelta(days=8))

    assert texts(company) == set()
    assert queue.waiting == []
    call("PATCH", f"/v1/sources/{id_}", {"enabled": True}, company.admin)
    assert texts(company) == {"Tents for the north."}


@pytest.mark.feature("KB-13")
def test_a_removed_source_leaves_nothing_behind(company, site, queue, aws):
    site.pages |= {"/": article("Home", "Tents for the north.", "/a"), "/a": article("A", SHIPPING)}
    id_ = gather(company, site, queue)["id"]

    assert call("DELETE", f"/v1/sources/{id_}", caller=company.admin).status == 204
    gone = texts(company)
    queue.drain()

    assert gone == set()
    assert not [one for one in aws.items("knowledge") if id_ in one["sk"]["S"]]
    assert queue.trained == [company.account_id] * 2


def test_a_source_removed_while_it_is_read_stays_removed(company, site, queue, aws):
    site.pages |= {"/": article("Home", "Tents for the north.", "/a"), "/a": article("A", SHIPPING)}
    id_ = add(company, site)
    [source] = store.all_sources(company.account_id)
    store.claim(source, now())

    call("DELETE", f"/v1/sources/{id_}", caller=company.admin)
    store.advance(source)
    queue.drain()

    assert queue.delays[-1] == limits.LEASE.seconds
    assert not [one for one in aws.items("knowledge") if id_ in one["sk"]["S"]]


def test_the_budget_of_pages_is_kept(company, site, queue, monkeypatch):
    monkeypatch.setattr(walking, "PAGES_AT_MOST", 7)
    links = [f"/p/{'x' * n}" for n in range(1, 30)]
    site.pages |= {one: article(one, f"Page {one} of the handbook.") for one in links}
    site.pages["/"] = article("Home", "The handbook of the north.", *links)

    assert gather(company, site, queue)["pages"] == 7


def test_the_budget_of_text_is_kept(company, site, queue, monkeypatch):
    monkeypatch.setattr(looking, "TEXT_AT_MOST", 300)
    site.pages |= {f"/{name}": article(name, f"{name} says so. " * 15) for name in ("one", "two")}
    site.pages["/"] = article("Home", "Tents for the north.", "/one", "/two")

    source = gather(company, site, queue)

    assert source["skipped"] == 1
    assert "as much text as one may have" in str(pages(company, source["id"]))


def test_a_step_ends_in_time_and_another_goes_on(company, site, queue, monkeypatch):
    monkeypatch.setattr(walking, "STEP_SECONDS", -1)
    site.pages["/"] = article("Home", "Tents for the north.")
    add(company, site)

    queue.step()

    assert site.paths() == []
    assert [body["step"] for body, _ in queue.waiting] == [1]
    monkeypatch.setattr(walking, "STEP_SECONDS", 20)
    queue.drain()
    assert texts(company) == {"Tents for the north."}


@pytest.mark.parametrize(
    "url", ["not a site", "https://", "ftp://x.example", "localhost", "x" * 600]
)
def test_what_is_no_address_is_refused(company, queue, url):
    answer = call("POST", "/v1/sources", {"kind": "site", "url": url}, company.admin)

    assert answer.status == 400
    assert answer.json["errors"][0]["field"] == "url"


def test_the_same_site_twice_is_one(company, site, queue):
    add(company, site)

    answer = call("POST", "/v1/sources", {"kind": "site", "url": site.url}, company.admin)

    assert answer.status == 409
