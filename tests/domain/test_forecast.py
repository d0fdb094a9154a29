"""When the day will end at this pace, and which limit would make it fit. All numbers are worked out by hand.

The default agenda: speeches 08:10 to 09:30, 110 minutes of other steps after them, the end at 11:20.
"""

from __future__ import annotations

from datetime import date, time

from meeting_tui.domain import closing, floor
from meeting_tui.domain.forecast import Forecast, forecast, lateness, planned_starts, speech_pace
from meeting_tui.domain.plan import Event, Plan
from meeting_tui.domain.views import agenda_rows, behind_minutes

from .builders import Desk, at, called, closed, hall, plan_ruled, plan_with, reference_plan, welcoming


def crowd(count: int, plan: Plan | None = None) -> Desk:
    """So many slips wait when the speeches begin on time, at 08:10."""
    return hall(*(f"thôn {number}" for number in range(count)), plan=plan or plan_with())


def forecast_of(desk: Desk) -> Forecast:
    found = forecast(desk.meeting, desk.now)
    assert found is not None
    return found


# -- the plan's own times --------------------------------------------------------------------------------


def test_the_welcome_comes_before_the_announced_hour() -> None:
    """Everybody is asked for 07:30; the doors open at 07:00."""
    starts = planned_starts(Desk().meeting)
    assert (starts["don_tiep"], starts["khai_mac"], starts["phat_bieu"], starts["be_mac"]) == (
        at("07:00"),
        at("07:30"),
        at("08:10"),
        at("11:10"),
    )


def test_a_plan_without_an_hour_counts_from_the_opening() -> None:
    """Welcomed for 20 minutes from 07:00 and opened at 07:20: the speeches should begin at 08:00."""
    desk = welcoming(plan_with(events=(Event(period="Trong tháng 8/2026"),)))
    assert lateness(desk.meeting, desk.now) == 0
    desk.wait_until("07:20")
    desk.go("opening")
    assert planned_starts(desk.meeting)["phat_bieu"] == at("08:00")


def test_a_reference_plan_without_a_date_is_not_late_from_the_first_minute() -> None:
    """Sơn Giang 2022 names only the day before which the round ends."""
    desk = welcoming(reference_plan("son-giang-2022"))
    assert behind_minutes(desk.meeting, desk.now) == 0


def test_a_postponed_meeting_counts_from_the_day_it_is_held() -> None:
    """A week late for the plan, but not for those who came."""
    desk = welcoming(plan_with(events=(Event(date=date(2026, 8, 13), start=time(7, 30)),)))
    assert behind_minutes(desk.meeting, desk.now) == 0


def test_an_hour_without_a_date_is_the_hour_of_the_day() -> None:
    """`7 giờ 30, ngày cụ thể thông báo sau`."""
    desk = welcoming(plan_with(events=(Event(start=time(7, 30)),)))
    assert planned_starts(desk.meeting)["khai_mac"] == at("07:30")


def test_nothing_is_known_of_a_plan_without_an_hour_before_it_begins() -> None:
    """No step, no forecast."""
    desk = Desk(plan_with(events=(Event(period="Trong tháng 8/2026"),)))
    assert planned_starts(desk.meeting) == {}
    assert forecast(desk.meeting, desk.now) is None
    assert lateness(desk.meeting, desk.now) is None


# -- late and early --------------------------------------------------------------------------------------


def test_a_step_is_late_from_its_late_start_and_when_it_runs_over() -> None:
    """Opened at 07:37: 7 minutes late; the opening has 10 minutes, so at 07:52 it is 12."""
    desk = Desk()
    desk.wait_until("07:37")
    desk.go("opening")
    assert behind_minutes(desk.meeting, desk.now) == 7
    desk.wait_until("07:47")
    assert behind_minutes(desk.meeting, desk.now) == 7
    desk.wait_until("07:52")
    assert behind_minutes(desk.meeting, desk.now) == 12


def test_an_early_step_is_ahead() -> None:
    """The rules at 07:35 instead of 07:40."""
    desk = Desk()
    desk.wait_until("07:35")
    desk.go("rules")
    assert behind_minutes(desk.meeting, desk.now) == -5


def test_a_closed_day_is_neither_late_nor_early_any_more() -> None:
    """However long the screen stays open."""
    desk = closed()
    desk.wait(minutes=600)
    assert lateness(desk.meeting, desk.now) is None
    assert forecast(desk.meeting, desk.now) is None
    assert {row.state for row in agenda_rows(desk.meeting, desk.now)} == {"skipped", "done"}


# -- the end of the day ----------------------------------------------------------------------------------


def test_a_day_on_time_ends_on_time() -> None:
    """In the opening at 07:30, and five minutes into it."""
    desk = Desk()
    desk.wait_until("07:30")
    desk.go("opening")
    for clock in ("07:30", "07:35"):
        desk.wait_until(clock)
        assert forecast_of(desk).ends_at == at("11:20")
        assert forecast_of(desk).late_seconds == 0


def test_twenty_speakers_of_five_minutes_need_twenty_minutes_too_many() -> None:
    """100 minutes of speeches in 80: the end at 11:40; 4 minutes each would fit."""
    found = forecast_of(crowd(20))
    assert found == Forecast(ends_at=at("11:40"), planned_end=at("11:20"), late_seconds=1200, fit_seconds=240)


def test_the_limit_that_fits_is_known_when_the_chair_announces_it() -> None:
    """In the statement at 07:50, five minutes into it: the same 20 speakers, the same 11:40 and 4 minutes."""
    desk = Desk()
    for number in range(20):
        desk.slip(f"thôn {number}")
    desk.wait_until("07:45")
    desk.go("statement")
    desk.wait_until("07:50")
    assert forecast_of(desk) == Forecast(
        ends_at=at("11:40"), planned_end=at("11:20"), late_seconds=1200, fit_seconds=240
    )


def test_a_short_queue_does_not_shorten_speeches_that_are_still_to_come() -> None:
    """Hands go up during the day: the planned 80 minutes are kept until the speeches begin."""
    desk = Desk()
    desk.slip("thôn 1")
    desk.wait_until("07:45")
    desk.go("statement")
    assert forecast_of(desk).ends_at == at("11:20")


def test_who_still_waits_after_the_speeches_needs_no_time() -> None:
    """They are answered in writing."""
    desk = crowd(5)
    desk.wait_until("09:30")
    desk.go("break")
    assert (forecast_of(desk).ends_at, forecast_of(desk).fit_seconds) == (at("11:20"), None)


def test_a_day_that_fits_offers_no_other_limit() -> None:
    """16 speakers of 5 minutes are 80 minutes."""
    found = forecast_of(crowd(16))
    assert (found.late_seconds, found.fit_seconds) == (0, None)


def test_a_limit_under_a_minute_is_not_offered() -> None:
    """81 speakers in 80 minutes."""
    found = forecast_of(crowd(81))
    assert found.late_seconds == (81 * 5 - 80) * 60
    assert found.fit_seconds is None


def test_the_chairs_limit_changes_the_forecast() -> None:
    """20 speakers of 4 minutes fit."""
    desk = crowd(20)
    desk.do(floor.set_speaking_time, seconds=240)
    assert (forecast_of(desk).ends_at, forecast_of(desk).fit_seconds) == (at("11:20"), None)


def test_after_three_speeches_the_days_own_pace_counts() -> None:
    """Three of 4 minutes under 5, a minute between: four fifths of the limit and 60 s, so 300 s each.

    At 08:24, 17 wait: 17 x 300 = 85 minutes, then 110 minutes: 11:39. Free are 66 minutes, 232.9 s each,
    172.9 s without the gap, under a limit of 216 s: 3:30.
    """
    desk = crowd(20)
    for _ in range(3):
        desk.speech(minutes=4)
        desk.wait(minutes=1)
    desk.wait(minutes=-1)
    assert round(speech_pace(desk.meeting).seconds(300), 6) == 300
    found = forecast_of(desk)
    assert (found.ends_at, round(found.late_seconds, 3), found.fit_seconds) == (at("11:39"), 1140, 210)


def test_the_limit_that_is_offered_makes_the_day_fit() -> None:
    """The same 17 under 3:30: 17 x (60 + 168) = 3876 s of the 3960 that are free, so 84 s early.

    And so it stays while everybody keeps to it: 18 minutes later five more have spoken, as was expected.
    """
    desk = crowd(20)
    for _ in range(3):
        desk.speech(minutes=4)
        desk.wait(minutes=1)
    desk.wait(minutes=-1)
    desk.do(floor.set_speaking_time, seconds=210)
    found = forecast_of(desk)
    assert (round(found.late_seconds, 6), found.fit_seconds) == (-84, None)
    for _ in range(5):
        desk.wait(minutes=1)
        desk.speech(minutes=2.8)
    assert (round(forecast_of(desk).late_seconds, 6), forecast_of(desk).fit_seconds) == (-84, None)


def test_a_pause_is_part_of_the_pace_but_not_of_the_speech() -> None:
    """Three of 3 minutes and a pause of one, a minute between: 60 + 60 s and three fifths of the limit."""
    desk = crowd(5)
    for _ in range(3):
        key = desk.start()
        desk.wait(minutes=2)
        desk.do(floor.pause, seen=key)
        desk.wait(minutes=1)
        desk.do(floor.resume, seen=key)
        desk.wait(minutes=1)
        desk.do(floor.end_speech, seen=key)
        desk.wait(minutes=1)
    pace = speech_pace(desk.meeting)
    assert (pace.gap, round(pace.share, 6)) == (120, 0.6)


def test_speeches_that_took_no_time_make_no_limit_fit() -> None:
    """A clock that stood still is not divided by."""
    desk = crowd(40)
    for _ in range(3):
        desk.speech(minutes=0)
        desk.wait(minutes=10)
    assert forecast_of(desk).fit_seconds is None


def test_no_limit_is_offered_that_the_planned_time_would_break() -> None:
    """Ten minutes late in the statement: the speeches keep their 80 minutes, whatever the limit."""
    desk = Desk()
    for number in range(20):
        desk.slip(f"thôn {number}")
    desk.wait_until("07:55")
    desk.go("statement")
    found = forecast_of(desk)
    assert (found.late_seconds, found.fit_seconds) == (1800, None)


def test_whoever_speaks_needs_the_rest_of_their_time() -> None:
    """2 of 5 minutes used at 08:12, 2 wait: 3 + 10 minutes, and 110: 10:15."""
    desk = crowd(3)
    desk.start()
    desk.wait(minutes=2)
    assert forecast_of(desk).ends_at == at("10:15")
    desk.wait(minutes=10)
    assert forecast_of(desk).ends_at == at("10:22"), "an overrun is over, it needs nothing more"


def test_somebody_called_needs_all_of_it() -> None:
    """5 minutes, and 110: 10:05."""
    assert forecast_of(called()).ends_at == at("10:05")


def test_interleaved_a_speech_takes_its_answer_with_it() -> None:
    """5 + 5 minutes: 8 fit in 80; with 9, 533 s each less 300 s for the answer leave 3:30."""
    plan = plan_ruled(mode="interleaved")
    assert (forecast_of(crowd(8, plan)).late_seconds, forecast_of(crowd(8, plan)).fit_seconds) == (0, None)
    assert (forecast_of(crowd(9, plan)).late_seconds, forecast_of(crowd(9, plan)).fit_seconds) == (600, 210)


def test_a_step_that_runs_over_moves_the_end() -> None:
    """The break began on time at 09:30 and should have ended at 09:45; at 09:50 the end is 11:25."""
    desk = Desk()
    desk.wait_until("09:30")
    desk.go("break")
    desk.wait_until("09:50")
    assert forecast_of(desk).ends_at == at("11:25")
    assert forecast_of(desk).fit_seconds is None


# -- going back ------------------------------------------------------------------------------------------


def in_the_conclusion() -> Desk:
    """Everything on time until 10:50, when 20 minutes of conclusion and 10 of closing are left."""
    desk = hall("thôn 1")
    desk.speech(minutes=5)
    kinds = {
        "09:30": "break",
        "09:45": "synthesis",
        "09:50": "remarks",
        "10:00": "answers",
        "10:50": "conclusion",
    }
    for clock, kind in kinds.items():
        desk.wait_until(clock)
        desk.go(kind)  # type: ignore[arg-type]
    return desk


def test_going_back_does_not_plan_again_what_is_over() -> None:
    """Back to the speeches with nobody waiting: the conclusion and the closing are all that is left."""
    desk = in_the_conclusion()
    assert (forecast_of(desk).ends_at, behind_minutes(desk.meeting, desk.now)) == (at("11:20"), 0)
    desk.go("speeches")
    assert (forecast_of(desk).ends_at, behind_minutes(desk.meeting, desk.now)) == (at("11:20"), 0)
    row = next(row for row in agenda_rows(desk.meeting, desk.now) if row.state == "current")
    assert row.minutes_spent == 80
    desk.wait(minutes=6)
    assert (forecast_of(desk).ends_at, behind_minutes(desk.meeting, desk.now)) == (at("11:26"), 6)


def test_the_furthest_step_is_still_to_be_finished() -> None:
    """Two minutes of the conclusion are done when the day goes back to the answers: 18 and 10 are left."""
    desk = in_the_conclusion()
    desk.wait_until("10:52")
    desk.go("answers")
    assert forecast_of(desk).ends_at == at("11:20")


def test_a_step_that_was_entered_too_early_keeps_its_time() -> None:
    """Next pressed by mistake in the opening at 07:35, and back at once."""
    desk = Desk()
    desk.wait_until("07:30")
    desk.go("opening")
    desk.wait_until("07:35")
    desk.go("rules")
    desk.go("opening")
    assert forecast_of(desk).ends_at == at("11:20")
    assert behind_minutes(desk.meeting, desk.now) == 0


def test_speeches_that_are_over_keep_no_time_for_themselves() -> None:
    """Back to the statement at 10:50: only who waits is heard, and nobody does."""
    desk = in_the_conclusion()
    desk.go("statement")
    assert forecast_of(desk).ends_at == at("11:30"), "the statement was skipped before, the report still is"


def test_a_meeting_opened_again_the_next_day_is_late_for_nothing() -> None:
    """There is no plan any more that it could be late for."""
    desk = closed()
    desk.wait(minutes=25 * 60)
    desk.do(closing.reopen_meeting, reason="sửa tên")
    assert forecast(desk.meeting, desk.now) is None
    assert lateness(desk.meeting, desk.now) is None
