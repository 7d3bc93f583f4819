"""Labels proposed from how similar conversations were labelled; people decide."""

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.insights.service import proposing
from chalicelib.runtime.ids import now
from tests.builders import a_company
from tests.door import call

REFUNDS = (
    "I want my money back for the boots",
    "money back please, the boots leak",
    "please give my money back for these boots",
    "my money back, boots are too small",
)
OTHERS = ("when do you open on Saturday", "which jacket is warm", "how do I wash wool")
ASKED = "the boots leak and I want my money back"


@pytest.fixture(autouse=True)
def fresh():
    """Nothing is known from another test."""
    proposing._learned.clear()


def a_label(company, name, **facts):
    given = {"name": name, "color": "#c2410c"} | facts
    return call("POST", "/v1/labels", given, company.admin).json["id"]


@pytest.fixture
def labelled(company):
    """A company that labelled four conversations about money, and three others not."""
    label = a_label(company, "Payback")
    for text in REFUNDS:
        entry = company.message(text)
        conversations.label(company.admin, entry.conversation_id, [label], [], now())
    for text in OTHERS:
        company.message(text)
    return company, label


def proposed(company, entry, caller=None):
    path = f"/v1/conversations/{entry.conversation_id}/label-proposals"
    proposing._learned.clear()
    return call("GET", path, caller=caller or company.admin).json["items"]


def decide(company, entry, label, what, caller=None):
    path = f"/v1/conversations/{entry.conversation_id}/label-proposals/{label}/{what}"
    return call("POST", path, {}, caller or company.admin)


@pytest.mark.feature("NOTE-20")
def test_a_label_is_proposed_and_accepting_it_sets_it(labelled):
    company, label = labelled
    entry = company.message(ASKED)

    [one] = proposed(company, entry)
    taken = decide(company, entry, label, "accept")

    assert (one["label_id"], one["name"], one["color"]) == (label, "Payback", "#c2410c")
    assert 0.5 <= one["confidence"] <= 1
    assert (taken.status, taken.json["labels"]) == (200, [label])
    assert company.thread(entry.conversation_id)[-1].type == "conversation.labelled"
    assert proposed(company, entry) == []


@pytest.mark.feature("NOTE-20")
def test_a_rejected_label_is_not_proposed_there_again_and_less_for_alike_ones(labelled):
    company, label = labelled
    entry, alike = company.message(ASKED), company.message(ASKED)
    [before] = proposed(company, alike)

    assert decide(company, entry, label, "reject").status == 204
    assert decide(company, entry, label, "reject").status == 204

    assert proposed(company, entry) == []
    after = {one["label_id"]: one["confidence"] for one in proposed(company, alike)}
    assert after.get(label, 0.0) < before["confidence"]


@pytest.mark.feature("NOTE-20")
def test_nothing_is_proposed_for_what_is_unlike_all(labelled):
    company, _ = labelled

    assert proposed(company, company.message("Bonjour, livrez-vous en Belgique ?")) == []


@pytest.mark.feature("NOTE-20")
def test_an_account_without_labels_has_no_proposals(company):
    assert proposed(company, company.message(ASKED)) == []


@pytest.mark.feature("NOTE-20", "NOTE-14")
def test_only_labels_of_everyone_and_ones_teams_are_proposed(company):
    anna = company.agent()
    hidden = a_label(company, "Boots", team_id=company.team())
    given = {"name": "Money", "color": "#c2410c", "scope": "private"}
    private = call("POST", "/v1/labels", given, anna).json["id"]
    entry = company.message(ASKED)

    assert proposed(company, entry, anna) == []
    assert decide(company, entry, private, "accept", anna).status == 404
    assert decide(company, entry, hidden, "reject", anna).status == 404
    assert decide(company, entry, "lbl_nothing", "accept", anna).status == 404


@pytest.mark.feature("NOTE-20")
def test_who_may_not_see_a_conversation_gets_no_proposal_for_it(labelled):
    company, label = labelled
    entry = company.message(ASKED)
    stranger = a_company()

    for path in ("", f"/{label}/reject", f"/{label}/accept"):
        method = "POST" if path else "GET"
        full = f"/v1/conversations/{entry.conversation_id}/label-proposals{path}"
        assert call(method, full, {} if path else None, stranger.admin).status == 404


@pytest.mark.feature("NOTE-20")
def test_rejections_go_with_their_conversation(labelled, aws):
    from tests.integration.test_realtime import items_of

    company, label = labelled
    entry = company.message(ASKED)
    decide(company, entry, label, "reject")
    assert len(items_of(aws, entry.conversation_id, "rejected#")) == 1

    conversations.delete(company.admin, entry.conversation_id, now())
    conversations.purge(company.account_id, entry.conversation_id)

    assert items_of(aws, entry.conversation_id, "rejected#") == []
