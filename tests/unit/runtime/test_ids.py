"""Ids that sort by birth and say where an entry stands."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given, strategies

from chalicelib.runtime.ids import entry_id, iso, new_id, now, parse_iso, seq_of

seqs = strategies.integers(1, 2**32 - 1)
moments = strategies.datetimes(
    datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=strategies.just(UTC)
)


def test_an_id_names_its_kind_and_is_never_the_same():
    made = {new_id("cnv") for _ in range(1000)}

    assert len(made) == 1000
    assert all(id_.startswith("cnv_") and len(id_) == 30 for id_ in made)


@given(seqs, moments)
def test_an_entrys_id_holds_its_seq(seq, at):
    assert seq_of(entry_id("msg", seq, at)) == seq


@given(moments, strategies.integers(1, 10**9))
def test_entries_sort_by_the_time_they_were_made(at, milliseconds):
    after = at + timedelta(milliseconds=milliseconds)

    assert entry_id("msg", 9, at) < entry_id("msg", 1, after)


def test_two_entries_of_one_seq_and_moment_differ():
    at = now()

    assert entry_id("msg", 1, at) != entry_id("msg", 1, at)


@given(strategies.text())
def test_a_text_that_is_no_entrys_id_has_no_seq_and_does_no_harm(text):
    assert seq_of(text) == 0 or len(text.partition("_")[2]) == 26


@given(moments, moments)
def test_times_as_text_sort_as_times(one, other):
    cut = [moment.replace(microsecond=moment.microsecond // 1000 * 1000) for moment in (one, other)]

    assert (iso(cut[0]) < iso(cut[1])) == (cut[0] < cut[1])


@given(moments)
def test_a_time_survives_its_text_to_the_millisecond(moment):
    cut = moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    assert parse_iso(iso(moment)) == cut


def test_times_are_told_in_utc():
    oslo = datetime(2026, 3, 2, 13, 0, tzinfo=timezone(timedelta(hours=1)))

    assert iso(oslo) == "2026-03-02T12:00:00.000Z"


def test_the_time_at_the_door_is_what_we_can_store():
    moment = now()

    assert parse_iso(iso(moment)) == moment
