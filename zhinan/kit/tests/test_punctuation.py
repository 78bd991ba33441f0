"""What stands between words is set as the reader's language has it."""

from datetime import date

import pytest
from django.utils.translation import override

from zhinan.kit.figures import Period
from zhinan.kit.punctuation import in_a_line, in_rows, labelled, listed, sentences
from zhinan.kit.quantities import counted, qualified

SET = {
    "a list": (lambda: listed(["a", "b"]), "a, b", "a、b"),
    "rows of a list": (lambda: in_rows(["a", 2]), "a; 2", "a；2"),
    "parts of a line": (lambda: in_a_line("a", "", None, "b"), "a, b", "a，b"),
    "a label": (lambda: labelled("a", 2), "a: 2", "a：2"),
    "sentences": (lambda: sentences("A.", "", "B."), "A. B.", "A.B."),
    "nothing": (lambda: sentences(), "", ""),
    "a qualifier": (lambda: qualified("490", "about"), "about 490", "约490"),
    "an exact number": (lambda: qualified("490", "exact"), "490", "490"),
    "a unit": (lambda: counted("490", "masks"), "490 masks", "490 masks"),
    "a Chinese unit": (lambda: counted("490", "袋"), "490袋", "490袋"),
    "no unit": (lambda: counted("490", ""), "490", "490"),
    "a year": (lambda: Period(date(2020, 1, 1), date(2020, 12, 31)).in_words(), "2020", "2020年"),
    "years": (lambda: Period(date(2020, 1, 1), date(2021, 12, 31)).in_words(), "2020 – 2021", "2020年至2021年"),
    "a time": (
        lambda: Period(date(2020, 5, 1), date(2021, 4, 30)).in_words(),
        "1 May 2020 – 30 April 2021",
        "2020年5月1日至2021年4月30日",
    ),
}


@pytest.mark.parametrize("case", SET)
def test_words_are_set_apart_in_the_way_of_each_language(case):
    said, english, chinese = SET[case]
    found = []
    for language in ("en", "zh-hans"):
        with override(language):
            found.append(said())
    assert found == [english, chinese]
