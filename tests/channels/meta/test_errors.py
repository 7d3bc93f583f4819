"""Meta's refusals: what may be tried again, what an admin must see to, what an agent reads."""

import pytest

from chalicelib.channels.http import Reply
from chalicelib.channels.meta import errors


def refusal(status=400, headers=None, **error):
    body = {"error": error} if error else {}
    return errors.refusal(Reply(status, body, headers or {}))


@pytest.mark.feature("CH-34")
@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, {"code": 190, "message": "Error validating access token"}),
        (400, {"code": 190, "error_subcode": 463}),
        (401, {"code": 0, "message": "Unable to authenticate the app user"}),
        (403, {"code": 10, "message": "Application does not have permission"}),
        (403, {"code": 200, "message": "Requires pages_messaging"}),
        (401, {}),
    ],
)
def test_credentials_that_are_no_longer_accepted_are_flagged(status, error):
    found = refusal(status, **error)

    assert found.unauthorized
    assert not found.retryable


@pytest.mark.parametrize("code", [4, 80007, 130429, 131048, 131056, 613])
def test_too_much_at_once_is_tried_later(code):
    found = refusal(headers={"retry-after": "17"}, code=code)

    assert (found.retryable, found.after, found.unauthorized) == (True, 17.0, False)


@pytest.mark.parametrize(
    ("usage", "after"),
    [
        ('{"1": [{"type": "messenger", "estimated_time_to_regain_access": 5}]}', 300.0),
        ('{"1": [{"estimated_time_to_regain_access": 9999}], "2": []}', 900.0),
        ('{"1": [{"estimated_time_to_regain_access": 0}]}', None),
        ('{"1": [{"estimated_time_to_regain_access": "soon"}, 7], "2": {}}', None),
        ("[]", None),
        ("soon", None),
    ],
)
def test_meta_says_when_there_is_room_again(usage, after):
    assert refusal(headers={"x-business-use-case-usage": usage}, code=4).after == after


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (500, {"code": 131000}),
        (503, {"code": 131016}),
        (400, {"code": 133004}),
        (500, {"code": 2}),
        (400, {"code": 1200}),
        (400, {"code": 99, "is_transient": True}),
        (502, {}),
        (429, {}),
    ],
)
def test_what_may_pass_is_tried_later(status, error):
    found = refusal(status, **error)

    assert found.retryable
    assert not found.unauthorized


@pytest.mark.feature("CH-06", "CH-18")
@pytest.mark.parametrize(
    ("error", "alternative"),
    [
        ({"code": 131047}, "template"),
        ({"code": 10, "error_subcode": 2534022}, "another channel"),
        ({"code": 10, "error_subcode": 2018278}, "another channel"),
    ],
)
def test_a_closed_window_is_final_and_names_the_way_round(error, alternative):
    found = refusal(**error)

    assert alternative in str(found)
    assert not found.retryable
    assert not found.unauthorized


@pytest.mark.parametrize("code", sorted(set(errors.BY_CODE) - {100}))
def test_a_known_code_is_our_sentence(code):
    found = refusal(code=code, message="(#1) jargon")

    assert str(found) == errors.BY_CODE[code]
    assert not found.retryable


@pytest.mark.parametrize("subcode", sorted(errors.BY_SUBCODE))
def test_a_refusal_about_one_person_holds_no_channel(subcode):
    found = refusal(code=200, error_subcode=subcode)

    assert str(found) == errors.BY_SUBCODE[subcode]
    assert not found.unauthorized


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ({"code": 100, "message": "Param text must be shorter"}, "Param text must be shorter"),
        ({"code": 100}, errors.BY_CODE[100]),
        ({"code": 999, "message": "x", "error_data": {"details": "Too odd."}}, "Too odd."),
        ({"code": 999, "error_user_msg": "Pick another."}, "Pick another."),
        ({"code": "999"}, "Meta reported error 999."),
        ({"code": [], "error_data": "text"}, "Meta refused it."),
        ({"message": "Something new"}, "Something new"),
        ({"code": 200, "error_subcode": 7, "message": "Not this one"}, "Not this one"),
    ],
)
def test_any_other_refusal_is_final_in_metas_words(error, said):
    found = refusal(**error)

    assert str(found) == said
    assert (found.retryable, found.unauthorized) == (False, False)
