"""CloudFormation's names for the API's fields, without any AWS."""

import pytest

from chalicelib.configuration import spelling
from chalicelib.configuration.resources import ALL
from chalicelib.configuration.schema import Team, Widget
from chalicelib.hours.schema import NewOfficeHours
from chalicelib.sla.schema import NewSlaPolicy

HOURS = {"Name": "Support", "TimeZone": "Europe/Oslo", "Week": {"Mon": [["09:00", "17:00"]]}}


def told(model, properties):
    declared, problems = spelling.read(model, properties)
    assert declared is None
    return dict(problems)


def test_properties_are_the_apis_fields_also_where_they_are_nested():
    given = HOURS | {"Holidays": {"Country": "NO"}, "Exceptions": [{"Date": "2026-12-24"}]}

    declared, problems = spelling.read(NewOfficeHours, given)

    assert problems == []
    assert declared.week.mon == [["09:00", "17:00"]]
    assert declared.holidays.country == "NO"
    assert declared.exceptions[0].date.isoformat() == "2026-12-24"


def test_numbers_and_switches_are_read_from_the_texts_that_cloudformation_makes_of_them():
    given = {"Name": "Gold", "FirstMinutes": "30", "BusinessHours": "false", "HoursId": ""}

    declared, _ = spelling.read(NewSlaPolicy, given)

    assert (declared.first_minutes, declared.business_hours) == (30, False)
    assert declared.hours_id is None


def test_an_empty_text_counts_as_absent_at_any_depth():
    declared, problems = spelling.read(Team, {"Name": "Sales", "Routing": {"SlaId": ""}})

    assert problems == []
    assert declared.routing.sla_id is None
    assert told(Team, {"Name": ""}) == {"Name": "Field required"}


def test_all_that_is_wrong_is_told_at_once_under_the_templates_names():
    wrong = {
        "Name": " ",
        "Colour": "red",
        "name": "in the API's spelling",
        "Routing": {
            "OfferSeconds": "soon",
            "hours_id": "x",
            "Overflow": {"AfterSeconds": "60", "Action": "team"},
        },
        "MemberIds": ["usr_1"],
        "Members": ["Anna"],
    }

    assert set(problems := told(Team, wrong)) == {
        "Name",
        "Colour",
        "name",
        "Routing.OfferSeconds",
        "Routing.hours_id",
        "Routing.Overflow",
        "MemberIds",
        "Members.0",
    }
    assert problems["Routing.Overflow"] == "say which team it goes to"
    assert "Members" in problems["MemberIds"]


@pytest.mark.parametrize("value", ["text", ["a"], 7, None, {"Mon": {"x": 1}}, [[{}]]])
def test_hostile_shapes_are_told_and_not_raised(value):
    assert any(name.startswith("Week") for name in told(NewOfficeHours, HOURS | {"Week": value}))


def test_what_an_account_names_itself_keeps_its_name():
    assert spelling.spelled(Widget, ["allowed_origins", "0"]) == "AllowedOrigins.0"
    workload = next(one for one in ALL if one.kind.endswith("Routing")).model
    assert told(workload, {"Weights": {"twilio_sms": "0"}}).keys() == {"Weights.twilio_sms"}
    assert spelling.spelled(NewOfficeHours, ["exceptions", "3", "date"]) == "Exceptions.3.Date"
    assert spelling.spelled(NewOfficeHours, ["nothing", "we", "know"]) == "nothing.we.know"


@pytest.mark.parametrize("origin", ["https://shop.example", "http://localhost:3000", "*"])
def test_a_widget_stands_where_it_is_allowed_to(origin):
    declared, _ = spelling.read(Widget, {"Name": "Shop", "AllowedOrigins": [origin]})

    assert declared.settings() == {"allowed_origins": [origin]}


@pytest.mark.parametrize("origin", ["shop.example", "https://shop.example/", "javascript:x", ""])
def test_an_origin_that_no_page_can_have_is_refused(origin):
    given = {"Name": "Shop", "AllowedOrigins": [origin]}

    assert told(Widget, given).keys() == {"AllowedOrigins.0"}


def test_every_kind_of_resource_has_a_name_and_ids_of_its_own():
    kinds = [one.kind for one in ALL]
    assert len(set(kinds)) == len(kinds)
    prefixes = {one.kind: one.prefix for one in ALL if not one.kind.endswith("Widget")}
    assert len(set(prefixes.values())) == len(prefixes)
