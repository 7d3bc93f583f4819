"""Articles: who reads, who writes, what is found, and what the widget's visitors see."""

from datetime import timedelta

import pytest

from chalicelib.knowledge import service
from chalicelib.knowledge.service import public
from chalicelib.knowledge.store import ArticleItem
from chalicelib.runtime.ids import iso, new_id, now
from chalicelib.runtime.tokens import Visitor, issue
from tests.builders import NOON, a_company
from tests.door import call

SHIPPING = {"title": "Shipping abroad", "text": "We ship to **Norway**, Sweden and Denmark."}


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    monkeypatch.setattr(public, "_known", {})


def write(company, **facts):
    made = call("POST", "/v1/articles", SHIPPING | facts, company.admin)
    assert made.status == 201, made.body
    return made.json


def listed(caller, **query):
    answer = call("GET", "/v1/articles", caller=caller, query=query)
    assert answer.status == 200, answer.body
    return [one["title"] for one in answer.json["items"]]


def visit(company, path="", **query):
    token = issue(Visitor(company.account_id, company.webchat.id, "ctc_1"), now())
    headers = {"Authorization": f"Bearer {token}"}
    return call("GET", f"/v1/widget/articles{path}", headers=headers, query=query)


def test_an_article_says_who_wrote_it_and_who_changed_it_last(company):
    made = write(company, category="Delivery", language="en", status="draft")
    second = company.caller(company.admin.user_id)

    changed = call("PATCH", f"/v1/articles/{made['id']}", {"status": "published"}, second).json

    assert made["created_by"] == {"id": company.admin.user_id, "name": "Ada Admin"}
    assert changed["updated_by"] == made["created_by"]
    assert (changed["status"], changed["category"], changed["language"]) == (
        "published",
        "Delivery",
        "en",
    )


def test_null_takes_away_what_an_article_may_be_without(company):
    made = write(company, category="Delivery", language="en")
    path = f"/v1/articles/{made['id']}"

    bare = call("PATCH", path, {"category": None, "title": None}, company.admin).json

    assert (bare["category"], bare["language"], bare["title"]) == (None, "en", SHIPPING["title"])


@pytest.mark.feature("KB-08")
def test_an_article_may_say_where_customers_read_it(company):
    url = "https://shop.example:8443/help/shipping?lang=nb#abroad"
    made = write(company, url=url)
    path = f"/v1/articles/{made['id']}"

    assert made["url"] == url
    assert call("GET", path, caller=company.agent()).json["url"] == url
    assert visit(company, f"/{made['id']}").json["url"] == url
    assert {one.url for one in service.passages(company.account_id)} == {url}
    assert call("PATCH", path, {"title": "Abroad"}, company.admin).json["url"] == url
    assert call("PATCH", path, {"url": None}, company.admin).json["url"] is None
    assert {one.url for one in service.passages(company.account_id)} == {None}


@pytest.mark.feature("KB-08")
@pytest.mark.parametrize(
    "url",
    [
        "",
        "shop.example/help",
        "http://shop.example/help",
        "javascript:alert(1)",
        "https://",
        "https://localhost/help",
        "https://user:secret@shop.example/",
        "https://shop.example@evil.example/",
        "https://shop.example/a b",
        "https://shop.example/\nhelp",
        'https://shop.example/"onclick=',
        "https://shop.example/<script>",
        "https://shop.example\\@evil.example",
        "https://shop.example:port/",
        "https://shop.example/" + "a" * 1980,
        7,
    ],
)
def test_what_is_no_public_address_is_refused(company, url):
    made = call("POST", "/v1/articles", SHIPPING | {"url": url}, company.admin)

    assert made.status == 400
    assert [error["field"] for error in made.json["errors"]] == ["url"]
    path = f"/v1/articles/{write(company)['id']}"
    assert call("PATCH", path, {"url": url}, company.admin).status == 400


@pytest.mark.feature("KB-08")
def test_the_address_of_an_article_is_the_admins_to_set(company):
    path = f"/v1/articles/{write(company)['id']}"

    refused = call("PATCH", path, {"url": "https://shop.example/"}, company.agent())

    assert refused.status == 403


def test_what_was_stored_before_there_were_drafts_is_published_and_everyones(company):
    id_ = new_id("art")
    ArticleItem(
        company.account_id,
        f"article#{id_}",
        title="Old",
        text="We always shipped to Norway.",
        created_at=iso(NOON),
        updated_at=iso(NOON),
    ).save()

    old = call("GET", f"/v1/articles/{id_}", caller=company.agent()).json

    assert (old["status"], old["team_id"], old["created_by"]) == ("published", None, None)
    assert old["url"] is None
    assert "We always shipped to Norway." in {
        one.text for one in service.passages(company.account_id)
    }


@pytest.mark.feature("KB-01")
def test_agents_see_what_is_published_for_everyone_and_their_teams(company):
    anna, bo = company.agent("Anna"), company.agent("Bo")
    sales = company.team(anna)
    write(company, title="Everyone's")
    write(company, title="A draft", status="draft")
    write(company, title="Sales only", team_id=sales)
    anna = company.caller(anna.user_id)

    assert listed(anna) == ["Everyone's", "Sales only"]
    assert listed(bo) == ["Everyone's"]
    assert listed(company.admin) == ["Everyone's", "A draft", "Sales only"]
    assert listed(company.admin, status="draft") == ["A draft"]
    assert listed(anna, status="draft") == []


@pytest.mark.feature("KB-02")
def test_an_article_that_is_not_for_somebody_does_not_exist_for_them(company):
    anna, bo = company.agent("Anna"), company.agent("Bo")
    draft = write(company, status="draft")
    theirs = write(company, team_id=company.team(anna))

    for article in (draft, theirs):
        assert call("GET", f"/v1/articles/{article['id']}", caller=bo).status == 404
    assert call("GET", f"/v1/articles/{theirs['id']}", caller=company.caller(anna.user_id)).json


@pytest.mark.feature("KB-01")
def test_articles_are_found_by_words_of_title_and_text_and_by_category(company):
    write(company, title="Shipping", text="We ship to Norway.", category="Delivery")
    write(company, title="Returns", text="Send it back from Norway.", category="Delivery")
    write(company, title="Sizes", text="S, M and L.", category="Products")

    assert listed(company.admin, q="NORWAY ship") == ["Shipping"]
    assert listed(company.admin, q="norw") == ["Shipping", "Returns"]
    assert listed(company.admin, category="Products") == ["Sizes"]
    assert listed(company.admin, q="100% ../ <b>") == []


def test_a_search_goes_on_page_by_page_until_it_has_seen_all(company, monkeypatch):
    monkeypatch.setattr("chalicelib.knowledge.service.articles.LOOKED_AT", 4)
    monkeypatch.setattr("chalicelib.knowledge.service.articles.AT_ONCE", 3)
    for number in range(10):
        write(company, title=f"T{number}", text="needle" if number in (0, 9) else "hay")
    found, cursor, calls = [], None, 0
    while calls == 0 or cursor:
        query = {"q": "needle", "limit": 5} | ({"cursor": cursor} if cursor else {})
        answer = call("GET", "/v1/articles", caller=company.admin, query=query).json
        found += [one["title"] for one in answer["items"]]
        cursor, calls = answer["next_cursor"], calls + 1

    assert found == ["T0", "T9"]
    assert calls == 3


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "secret"},
        {"language": "Klingon!"},
        {"title": " "},
        {"text": "\n"},
        {"text": "x" * 50_001},
        {"category": "x" * 81},
        {"color": "red"},
    ],
)
def test_an_article_that_is_not_one_is_refused(company, facts):
    assert call("POST", "/v1/articles", SHIPPING | facts, company.admin).status == 400


def test_an_article_cannot_be_given_to_a_team_of_nobodys(company):
    other = a_company()

    made = call("POST", "/v1/articles", SHIPPING | {"team_id": other.team_id}, company.admin)

    assert made.status == 404


def test_agents_write_no_articles(company):
    made = write(company)
    path = f"/v1/articles/{made['id']}"

    assert call("POST", "/v1/articles", SHIPPING, company.agent()).status == 403
    assert call("PATCH", path, {"title": "Mine"}, company.agent()).status == 403
    assert call("DELETE", path, caller=company.agent()).status == 403


def test_suggestions_are_made_from_what_everyone_may_read(company):
    anna = company.agent()
    write(company, title="Draft", text="A secret draft about shipping.", status="draft")
    write(company, title="Team", text="A secret of the sales team.", team_id=company.team(anna))
    made = write(company, title="Public", text="We ship to all of Norway.", language="en")

    [one] = service.passages(company.account_id)

    assert (one.kind, one.id, one.title, one.language) == ("article", made["id"], "Public", "en")


def test_a_long_article_is_several_passages_that_know_where_they_belong(company):
    text = "## Norway\n\nOne to three days.\n\n## Sweden\n\nThree to five days."
    made = write(company, title="Shipping", text=text)

    found = list(service.passages(company.account_id))

    assert [one.title for one in found] == ["Shipping › Norway", "Shipping › Sweden"]
    assert [one.id for one in found] == [f"{made['id']}#1", f"{made['id']}#2"]
    assert {one.source_id for one in found} == {made["id"]}


@pytest.mark.feature("KB-07")
def test_a_visitor_finds_what_is_published_for_everyone(company):
    made = write(company)
    write(company, title="Shipping draft", status="draft")
    write(company, title="Shipping for sales", team_id=company.team(company.agent()))
    write(company, title="Sizes", text="S, M and L.")

    found = visit(company, q="Do you ship to Norway?").json["items"]

    assert found[0] == {
        "id": made["id"],
        "title": "Shipping abroad",
        "excerpt": "We ship to Norway, Sweden and Denmark.",
    }
    assert not {"Shipping draft", "Shipping for sales"} & {one["title"] for one in found}
    assert [one["title"] for one in visit(company).json["items"]] == ["Sizes", "Shipping abroad"]


@pytest.mark.feature("KB-07")
def test_a_visitor_reads_an_article_and_no_draft(company):
    made, draft = write(company), write(company, status="draft")

    assert visit(company, f"/{made['id']}").json == {
        "id": made["id"],
        "title": SHIPPING["title"],
        "text": SHIPPING["text"],
        "url": None,
    }
    assert visit(company, f"/{draft['id']}").status == 404
    assert visit(a_company(), f"/{made['id']}").status == 404


def test_who_is_no_visitor_reads_nothing(company):
    assert call("GET", "/v1/widget/articles").status == 401
    forged = {"Authorization": "Bearer nonsense"}
    assert call("GET", "/v1/widget/articles", headers=forged).status == 401


@pytest.mark.parametrize("query", [{"q": "x" * 201}, {"limit": 5}])
def test_a_visitors_search_is_bounded(company, query):
    assert visit(company, **query).status == 400


def test_many_visitors_cost_one_query_a_minute(company):
    from tests.aws import Calls

    write(company)
    at = now()
    with Calls() as calls:
        for _ in range(20):
            assert len(service.public_articles(company.account_id, "ship", at)) == 1

    assert calls["Query"] == 1
    write(company, title="Shipping more")
    assert len(service.public_articles(company.account_id, "ship", at)) == 1
    later = at + timedelta(seconds=61)
    assert len(service.public_articles(company.account_id, "ship", later)) == 2
