"""Looking a certificate up, its file, and who may open or change what."""

import io

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.events import actions
from zhinan.events.models import Certificate, Session, Speaker
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.programmes.tests.make import programme

from .certified import NOW, came, issue, kenya, pages, read, wells_of

pytestmark = pytest.mark.django_db
UNKNOWN = "2026-7K3F-9QWD-V"
TYPED_WRONG = "2026-7K3F-9QWD-X"


@pytest.fixture
def ours(db):
    """A programme of ours."""
    return programme(name="Our programme", audience="public")


@pytest.fixture
def office(ours):
    """Who keeps its events."""
    return user("Secretariat", RoleName.SECRETARIAT, ours.scope())


@pytest.fixture
def wells(ours):
    """A webinar that was held."""
    return wells_of(ours)


@pytest.fixture
def amina(wells, office):
    """A certificate of attendance."""
    return issue(wells, office, came(wells))[0]


# looking up


def test_everybody_reads_that_it_is_valid_and_what_it_says(client, amina):
    page = read(client, "certificate", amina.number)
    words = ["This certificate is valid.", "Amina Diallo", "Wells", "10 March 2026", "Institute for Slopes", "noindex"]
    words += ["Certificate of attendance", "1 hour 30 minutes", "3 April 2026"]
    assert [word for word in words if word not in page] == []
    assert ("amina@zhinan.example" in page, "key=" in page) == (False, False)
    assert "no-store" in client.get(amina.get_absolute_url())["Cache-Control"]


def test_the_number_is_found_as_it_is_typed(client, amina):
    answer = client.get(reverse("verify"), {"number": f" {amina.number.lower().replace('-', ' ')} "})
    assert (answer.status_code, answer.url) == (302, amina.get_absolute_url())


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (UNKNOWN, "We issued no certificate with this number. What bears it is not ours."),
        (TYPED_WRONG, "One sign is typed wrong, or two are swapped."),
        ("12", "A number has 13 signs"),
    ],
)
def test_a_number_that_is_not_ours_is_told_from_one_that_is_typed_wrong(client, amina, number, sentence):
    page = read(client, "certificate", number, status=404)
    assert (sentence in page, f'value="{number}"' in page) == (True, True)


def test_an_empty_number_is_asked_for(client, db):
    assert "Write the number that stands on the certificate." in read(client, "verify", number="")


def test_a_revoked_one_says_so_to_everybody_and_why_to_the_office_alone(client, wells, office, amina):
    client.force_login(office)
    way = reverse("revoke-certificate", args=[amina.number])
    assert "Write in a sentence why" in client.post(way, {"why": " "}).content.decode()
    client.post(way, {"why": "Issued to the wrong person"})
    assert "Issued to the wrong person" in read(client, "event-certificates", wells.slug)
    client.logout()
    page = read(client, "certificate", amina.number)
    assert "This certificate is not valid: it was revoked on" in page
    assert ("Issued to the wrong person" in page, "Amina Diallo" in page) == (False, False)
    assert client.get(amina.own_address()).url == amina.get_absolute_url()
    client.force_login(office)
    client.post(reverse("reinstate-certificate", args=[amina.number]))
    assert "This certificate is valid." in read(client, "certificate", amina.number)
    assert list(Entry.objects.filter(verb__in=("revoked", "valid_again")).values_list("verb", flat=True)) == [
        "revoked",
        "valid_again",
    ]


def test_revoking_twice_and_reinstating_what_is_valid_are_refused(office, amina):
    with pytest.raises(NotNow, match="valid"):
        actions.reinstate(amina, by=office)
    actions.revoke(amina, "A mistake", by=office, now=NOW)
    with pytest.raises(NotNow, match="revoked already"):
        actions.revoke(amina, "Another mistake", by=office, now=NOW)


def test_the_name_is_mended_and_the_number_stays(client, wells, office, amina):
    client.force_login(office)
    way = reverse("mend-certificate", args=[amina.number])
    assert 'value="Amina Diallo"' in client.get(way).content.decode()
    client.post(way, {"name": "Amina Diallo Sow"})
    assert "Amina Diallo Sow" in read(client, "certificate", amina.number)
    assert Entry.objects.get(verb="name_mended").changes == {}


# the file


def test_the_holder_gets_a_pdf_of_one_sheet_that_holds_no_mail(client, amina):
    answer = client.get(amina.own_address())
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    (words,) = pages(answer.content)
    for said in ("Certificate of attendance", "Amina Diallo", "Wells", "10 March 2026", "Nairobi", "1 hour 30 minutes"):
        assert said in words
    assert (amina.number in words, "Institute for Slopes" in words) == (True, True)
    title = PdfReader(io.BytesIO(answer.content)).metadata.title
    assert title == f"Certificate of attendance, {amina.number}"
    assert b"amina@zhinan.example" not in answer.content


@pytest.mark.parametrize("key", ["", "wrong"])
def test_without_the_key_there_is_no_file(client, amina, key):
    assert client.get(reverse("certificate-file", args=[amina.number]), {"key": key}).status_code == 404


def test_the_sheet_is_in_the_language_of_its_holder_or_the_one_asked_for(client, wells, office):
    wells.country = kenya()
    wells.save()
    (made,) = issue(wells, office, came(wells, "Chen Wei", language="zh"))
    (words,) = pages(client.get(made.own_address()).content)
    assert ("水井" in words, "肯尼亚" in words, "Wells" in words) == (True, True, False)
    (words,) = pages(client.get(f"{made.own_address()}&language=en").content)
    assert ("水井" in words, "Wells" in words) == (False, True)
    assert client.get(f"{made.own_address()}&language=tlh").status_code == 404


def test_however_much_there_is_to_say_it_stays_one_sheet(client, wells, office):
    wells.title = "Wells and how they are kept by those who drink from them " * 5
    wells.save()
    for number in range(12):
        session = Session.objects.create(event=wells, title=f"{number} Digging in hard ground, and lining what was dug")
        Speaker.objects.create(session=session, name="Maria de los Angeles Fernandez y Rodriguez de la Cruz" * 2)
    (made,) = issue(wells, office, kind="speaking")
    (words,) = pages(client.get(made.own_address()).content)
    assert "11 Digging" in words


def test_all_of_a_kind_come_in_one_file_by_name(client, wells, office):
    issue(wells, office, *(came(wells, name) for name in ("Chen Wei", "Amina Diallo")))
    client.force_login(office)
    answer = client.get(reverse("event-certificates-file", args=[wells.slug, "attendance"]))
    found = [name for words in pages(answer.content) for name in ("Amina Diallo", "Chen Wei") if name in words]
    assert found == ["Amina Diallo", "Chen Wei"]
    assert client.get(reverse("event-certificates-file", args=[wells.slug, "speaking"])).status_code == 404


def test_a_name_that_no_font_can_set_is_said_instead_of_a_broken_page(client, wells, office):
    rows = issue(wells, office, *(came(wells, name) for name in ("Amina Diallo", "\U0001f92a", "Chen Wei")))
    client.force_login(office)
    ways = [reverse("event-certificates-file", args=[wells.slug, "attendance"])]
    ways.append(next(one for one in rows if one.name == "\U0001f92a").own_address())
    said = "The certificate of “\U0001f92a” cannot be set as PDF"
    (sheets, others) = (pages(client.get(ways[0]).content), client.get(wells.get_absolute_url()).content.decode())
    assert (len(sheets), said in others) == (2, True)
    assert said in client.get(ways[1], follow=True).content.decode()


def test_an_address_with_the_sign_nul_is_no_page(client, wells, office):
    assert client.get("/certificates/%00/certificate.pdf").status_code == 404
    client.force_login(office)
    assert client.get(reverse("check-in", args=[wells.slug]), {"q": "\0"}).status_code == 200


# who may


def test_who_may_open_what(client, ours, wells, amina):
    people = cast(ours, programme(name="Another"))
    closed, staff = {403, 404, 302}, {"secretariat", "administrator"}
    ways = {
        ("get", "event-certificates", wells.slug): staff,
        ("get", "event-certificates-file", wells.slug, "attendance"): staff,
        ("get", "revoke-certificate", amina.number): staff,
        ("get", "mend-certificate", amina.number): staff,
        ("get", "certificate-file", amina.number): staff,
        ("get", "certificate", amina.number): set(people),
        ("get", "verify"): set(people),
    }
    for (method, name, *args), wanted in ways.items():
        through = set()
        for word, one in people.items():
            client.logout()
            if one.is_authenticated:
                client.force_login(one)
            status = getattr(client, method)(reverse(name, args=args)).status_code
            assert status == 200 or status in closed
            through |= {word} if status == 200 else set()
        assert (name, through) == (name, wanted)


def test_only_who_keeps_the_event_issues_certificates(client, ours, wells):
    place, through = came(wells), set()
    for word, one in cast(ours, programme(name="Another")).items():
        client.logout()
        if one.is_authenticated:
            client.force_login(one)
        client.post(reverse("event-certificates", args=[wells.slug]), {"chosen": [f"a{place.pk}"]})
        through |= {word} if Certificate.objects.all().delete()[0] else set()
    assert through == {"secretariat", "administrator"}


@pytest.mark.parametrize("name", ["revoke-certificate", "reinstate-certificate", "mend-certificate", "forget-holder"])
def test_only_who_keeps_the_event_changes_a_certificate(client, ours, amina, name):
    before = Certificate.objects.values().get()
    people = cast(ours, programme(name="Another"))
    for word in people.keys() - {"secretariat", "administrator"}:
        client.logout()
        if people[word].is_authenticated:
            client.force_login(people[word])
        client.post(reverse(name, args=[amina.number]), {"why": "Because", "name": "Somebody else", "sure": "1"})
    assert Certificate.objects.values().get() == before


def test_what_a_hidden_event_is_called_is_said_without_a_way_to_it(client, wells, amina):
    wells.audience = "secretariat"
    wells.save()
    page = read(client, "certificate", amina.number)
    assert ("Wells" in page, wells.get_absolute_url() in page) == (True, False)


def test_in_chinese_the_page_names_the_event_in_chinese(client, amina):
    with translation.override("zh-hans"):
        page = client.get(amina.get_absolute_url(), headers={"accept-language": "zh-hans"}).content.decode()
    assert ("水井" in page, "Wells" in page) == (True, False)
