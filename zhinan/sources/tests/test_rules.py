"""Where quoted words stand."""

from hypothesis import given
from hypothesis import strategies as st

from zhinan.sources.rules import line_of

TEXT = "\n".join(
    ["China SSC Network", "", "It connects over 20?national research", "**and training** centres", "Africa?s voices"]
)


def test_a_quotation_is_found_in_its_line():
    assert line_of(TEXT, "China SSC Network") == 1


def test_lost_characters_emphasis_and_line_breaks_do_not_matter():
    assert line_of(TEXT, "over 20 national research and training centres") == 3
    assert line_of(TEXT, "Africa's voices") == 5


def test_words_that_are_not_there_have_no_line():
    assert line_of(TEXT, "something else") is None


def test_a_quotation_without_letters_has_no_line():
    assert line_of(TEXT, " ?! ") is None


@given(st.lists(st.text(alphabet="abc de", max_size=12), min_size=1, max_size=8), st.integers(0, 7))
def test_a_line_that_stands_in_a_text_is_found_no_later_than_it_stands(lines, at):
    quote = lines[at % len(lines)]
    found = line_of("\n".join(lines), quote)
    if quote.strip():
        assert found is not None
        assert found <= at % len(lines) + 1
