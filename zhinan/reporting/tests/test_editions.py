"""The same records give the same bytes in every format, and other numbers another edition."""

import io
import json
from datetime import date

import pytest
from pypdf import PdfReader

from zhinan.events.models import Event
from zhinan.grants.models import GrantParty
from zhinan.programmes.models import Programme
from zhinan.programmes.tests.make import country, programme
from zhinan.reporting.editions import NoReport, Report, formats
from zhinan.reporting.models import Statement

from .make import change, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record_world")]


def written(kind, with_findings=True):
    return formats.write(report(), kind, with_findings=with_findings)


def edition():
    return formats.edition(report())


def in_pdf(content):
    """The words of a PDF in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


@pytest.mark.parametrize("kind", formats.KINDS)
def test_the_same_records_give_the_same_bytes(kind):
    assert written(kind) == written(kind)


@pytest.mark.parametrize(
    "mend",
    [
        lambda: GrantParty.objects.filter(country=country("RWA")).delete(),
        lambda: change(Event.objects.get(slug="webinar-1"), state="cancelled"),
        lambda: change(Statement.objects.get(figure="members_joined"), value=6),
        lambda: change(Statement.objects.get(figure="members_joined"), qualifier="about"),
    ],
    ids=["a country less", "an event less", "another number said", "said less exactly"],
)
def test_another_number_is_another_edition(mend):
    before = edition()
    assert (len(before), edition()) == (16, before)
    mend()
    assert edition() != before


def test_what_is_in_no_number_leaves_the_edition_as_it_is():
    before = edition()
    change(Programme.objects.get(slug="global-ssdc"), summary="Other words")
    assert edition() == before


def test_staff_and_visitors_hold_the_same_edition():
    assert [edition() in in_pdf(written("pdf", with_findings)).replace(" ", "") for with_findings in (True, False)] == [
        True,
        True,
    ]


def test_the_json_leaves_the_findings_out_for_those_who_may_not_read_them():
    assert json.loads(written("json", with_findings=False))["findings"] is None
    assert len(json.loads(written("json"))["findings"]) >= 18


@pytest.mark.parametrize("kind", ["md", "html"])
def test_every_number_of_the_report_stands_in_its_text(kind):
    text = written(kind, with_findings=False).decode()
    missing = [
        str(figure.declaration.label) for figure in report().figures if str(figure.declaration.label) not in text
    ]
    assert missing == []
    assert ("Parallel funding mobilised" in text, "The sources give a total only" in text) == (True, True)


def test_the_printed_report_is_bilingual_and_has_the_parts_of_the_contents_page():
    words = in_pdf(written("pdf", with_findings=False))
    assert "全球南南发展中心项目" in words.replace(" ", "")
    titles = (
        "Think-tank",
        "Do-tank: small grants",
        "Hub: partnerships",
        "Impact stories",
        "Outreach",
        "Key goals in 2021",
    )
    assert [title for title in titles if title not in words] == []


def test_the_findings_are_an_annex_of_the_printed_report_for_staff_alone():
    sentence = "5 countries cannot lie in 6 regions"
    assert (sentence in in_pdf(written("pdf")), sentence in in_pdf(written("pdf", with_findings=False))) == (
        True,
        False,
    )


def test_a_programme_that_is_not_there_has_no_report():
    with pytest.raises(NoReport) as trouble:
        report("moon-base")
    assert str(trouble.value) == "There is no programme “moon-base”. Programmes: china-ssdc, global-ssdc."


@pytest.mark.parametrize("year", [0, 2018, 2025, 99999])
def test_a_year_outside_the_programmes_life_has_no_report(year):
    with pytest.raises(NoReport) as trouble:
        report(year=year)
    assert str(trouble.value) == (
        f"Global South-South Development Center Project has no year {year}: it runs from 2019 to 2024."
    )


@pytest.mark.parametrize("year", [0, 10000])
def test_a_year_that_no_calendar_has_is_refused_for_a_programme_without_dates_too(year):
    with pytest.raises(NoReport):
        Report(programme(starts_on=None, ends_on=None), year)


@pytest.mark.parametrize("kind", ["json", "md", "html"])
def test_a_year_of_which_nothing_is_recorded_is_reported_as_open(kind):
    content = formats.write(report(year=2022), kind, with_findings=True)
    assert b"2022" in content
    assert {figure.value for figure in report(year=2022).figures if figure.key.startswith(("online", "offline"))} == {
        None
    }


def so_far():
    """The report of 2020 as somebody asks for it in the middle of that year."""
    return Report.of("global-ssdc", 2020, programmes=Programme.objects.all(), on=date(2020, 6, 5))


def test_before_its_cut_off_a_report_tells_what_is_known_so_far_in_every_format():
    told = formats.write(so_far(), "pdf", with_findings=False)
    assert "So far, records as of 5 June 2020" in in_pdf(told)
    assert "Cut-off 5 June 2020, so far" in in_pdf(told)
    assert json.loads(formats.write(so_far(), "json", with_findings=False))["as_of"] == "2020-06-05"
    for kind in ("md", "html"):
        text = formats.write(so_far(), kind, with_findings=False).decode()
        assert "Period 2020 so far, records as of 5 June 2020." in text
        assert "31 January 2021" not in text.split("At a glance")[0]


def test_after_its_cut_off_a_report_keeps_to_it_with_the_day_in_words():
    assert report().known_on == Report(report().programme, 2020, on=date(2026, 1, 1)).known_on == date(2021, 1, 31)
    words = in_pdf(written("pdf"))
    assert ("Cut-off 31 January 2021" in words, "2021-01-31" in words) == (True, False)


def test_the_edition_is_the_same_tomorrow_where_no_number_changes():
    assert formats.edition(so_far()) == edition()


@pytest.mark.parametrize("kind", ["md", "html", "pdf"])
def test_where_there_are_no_findings_no_heading_announces_them(kind):
    bare = Report(programme(), 2020)
    content = formats.write(bare, kind, with_findings=True)
    text = in_pdf(content) if kind == "pdf" else content.decode()
    assert (bare.findings, "Findings" in text.replace(".findings", "")) == ([], False)
