"""Days with hours and lengths of time, as seven languages write them."""

from datetime import date, datetime

import pytest

from zhinan.events.rules.platforms.moments import Clock, minutes_of
from zhinan.kit.reading import Style, WrongCell
from zhinan.kit.reading.books import clean

EVENING = datetime(2026, 7, 22, 19, 2, 11)


@pytest.mark.parametrize(
    "text",
    [
        "7/22/26, 7:02:11 PM",
        "07/22/2026 07:02:11 PM",
        "22/07/2026 19:02:11",
        "22.07.2026, 19:02:11",
        "22/7/2026 7:02:11 p. m.",
        "22/07/2026 à 19:02:11",
        "2026-07-22T19:02:11Z",
        "2026-07-22 19:02:11.000",
        "2026/7/22 下午7:02:11",
        "2026年7月22日 19时02分11秒",
        "Jul 22, 2026 19:02:11",
        "22 июля 2026 г. 19:02:11",
        "22.07.2026 19:02:11 PM",
        "٢٢‏/٧‏/٢٠٢٦، ٧:٠٢:١١ م",
    ],
)
def test_a_moment_is_read_however_it_is_written(text):
    assert Clock(Style()).moment(clean(text)) == EVENING


@pytest.mark.parametrize(("text", "hour"), [("12:05 AM", 0), ("12:05 PM", 12), ("上午 9:05", 9), ("9:05 ص", 9)])
def test_noon_and_midnight_are_told_apart(text, hour):
    assert Clock(Style(), date(2026, 7, 22)).moment(text) == datetime(2026, 7, 22, hour, 5)


@pytest.mark.parametrize("text", ["", "--", "-", None, "n/a"])
def test_a_cell_that_says_nothing_is_no_moment(text):
    assert (Clock(Style()).moment(text), minutes_of(text)) == (None, None)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45", 45),
        (45, 45),
        ("1h 27m 51s", 87.85),
        ("1 h 27 min", 87),
        ("01:27:51", 87.85),
        ("1 小时 27 分钟 51 秒", 87.85),
        ("1小时27分51秒", 87.85),
        ("1 ч 27 мин 51 с", 87.85),
        ("1 heure 27 minutes", 87),
        ("1 س 27 د 51 ث", 87.85),
        ("51s", 0.85),
    ],
)
def test_a_length_of_time_is_read_however_it_is_written(text, minutes):
    assert minutes_of(text) == minutes


@pytest.mark.parametrize("text", ["long", "5 apples", "47:03", "99999999", "-5", True])
def test_what_is_no_length_of_time_is_refused(text):
    with pytest.raises(WrongCell):
        minutes_of(text)
