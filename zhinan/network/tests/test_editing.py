"""Organisations, people and networks are typed, checked, corrected by two people at once, copied and put away."""

import re

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.codelists.models import Country, PurposeCode
from zhinan.history.models import ARCHIVE, Entry
from zhinan.kit.tests.make import sent
from zhinan.network import forms
from zhinan.network.models import Agreement, Organisation, Person

from .make import organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def office(client):
    """The secretariat, signed in."""
    found = user("Secretariat", RoleName.SECRETARIAT, "programme:1")
    client.force_login(found)
    return found


def typed(**values):
    """What a browser sends of an organisation's form."""
    rows = {f"{prefix}-TOTAL_FORMS": "1" for prefix in ("names", "identifiers", "translations")}
    rows |= {"names-0-name": "", "names-0-language": "en", "identifiers-0-scheme": "", "identifiers-0-number": ""}
    return sent(forms.OrganisationForm, **{"name": "Weavers", **rows, **values})


def seen_in(answer):
    """The moment that an opened form carries."""
    return re.search(r'name="seen" value="(\d+)"', answer.content.decode())[1]


def add(client, **values):
    return client.post(reverse("add-organisation"), typed(**values))


def edit(client, record, **values):
    return client.post(reverse("edit-organisation", args=[record.slug]), typed(**values))


def test_an_empty_form_says_what_is_missing_and_writes_nothing(client, office):
    answer = add(client, name="", acronym="W", step="check")
    assert (answer.status_code, answer.context["form"].errors.keys()) == (200, {"name"})
    assert ('value="W"' in answer.content.decode(), Organisation.objects.count()) == (True, 0)


def test_the_answers_are_shown_before_anything_is_written(client, office):
    answer = add(client, country="Kenya", step="check", **{"names-0-name": "Tisserands", "names-0-language": "fr"})
    shown = {label: value for label, value, _part in answer.context["answers"] if value}
    assert (shown["Name"], shown["Country or area"], shown["Other names"]) == ("Weavers", "Kenya", "Tisserands, French")
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("country", "Atlantis", "“Atlantis” is not in the list. Write another name for it, or its code."),
        ("sectors", "Alchemy", "“Alchemy” is not in the list. Write another name for it, or its code."),
        ("parent", "Nobody", "“Nobody” is not recorded here. Write another name, or add it first."),
        ("website", "weavers", "Write it as https://www.example.org."),
    ],
)
def test_what_cannot_be_taken_is_told_with_what_to_write_instead(client, office, name, text, sentence):
    assert add(client, **{name: text}).context["form"].errors == {name: [sentence]}


def test_the_language_of_another_name_is_chosen_from_a_list(client, office):
    (names,) = client.get(reverse("add-organisation")).context["form"].sets[0].forms
    assert str(names["language"]).startswith('<select name="names-0-language"')
    assert '<option value="und">another one</option>' in str(names["language"])


def test_what_was_checked_is_saved_with_its_rows_and_told(client, office):
    answer = add(client, country="KEN", **{"names-0-name": "Tisserands", "names-0-language": "fr"})
    made = Organisation.objects.get()
    assert (answer.url, made.country.alpha3, made.names.get().name) == (made.get_absolute_url(), "KEN", "Tisserands")
    assert [(entry.verb, entry.actor) for entry in Entry.objects.about(made)] == [("recorded", office.pseudonym)]


def test_several_can_be_added_in_a_row(client, office):
    assert add(client, step="save-add").url == reverse("add-organisation")


def test_one_more_row_keeps_what_was_typed_and_complains_of_nothing(client, office):
    answer = add(client, name="", acronym="W", more="names")
    form = answer.context["form"]
    assert (form.errors, form.sets[0].total_form_count(), form["acronym"].value()) == ({}, 2, "W")


def test_a_warning_can_be_overruled(client, office):
    organisation(name="Weavers")
    answer = add(client, step="check")
    assert [sentence.partition(":")[0] for sentence, _address in answer.context["warnings"]] == [
        "“Weavers” is recorded already and may be the same"
    ]
    add(client)
    assert Organisation.objects.filter(name="Weavers").count() == 2


def test_a_name_that_several_have_is_chosen_from_them_without_script(client, office):
    first, second = organisation(name="Ministry of Health"), organisation(name="Ministry of Health")
    answer = add(client, parent="ministry of health", step="check")
    offered = answer.context["form"].fields["parent"].widget.offered
    assert (list(offered), Organisation.objects.count()) == ([first, second], 2)
    add(client, **{"parent": "ministry of health", "parent-choice": f"Ministry of Health [{second.slug}]"})
    assert Organisation.objects.get(name="Weavers").parent == second


def test_a_chooser_offers_only_what_its_reader_may_see(client, office):
    organisation(name="Weavers in public")
    organisation(name="Weavers hidden", audience="administrator")
    address = reverse("choose", args=["network.organisation"])
    offered = client.get(address, {"q": "weavers"}).json()["offered"]
    assert [name.split(" [")[0] for name in offered] == ["Weavers in public"]
    assert client.get(reverse("choose", args=["accounts.user"]), {"q": "se"}).status_code == 404


def test_a_hidden_organisation_cannot_be_named_by_guessing(client, office):
    hidden = organisation(name="Weavers hidden", audience="administrator")
    answer = add(client, parent=f"x [{hidden.slug}]", step="check")
    assert "parent" in answer.context["form"].errors


def test_a_record_that_was_added_by_mistake_is_put_away_after_asking_and_never_lost(client, office):
    add(client, step="save")
    made = Organisation.objects.get()
    undo = reverse("undo-organisation", args=[made.slug, Entry.objects.about(made).get().pk])
    assert undo in client.get(made.get_absolute_url()).content.decode()
    asked = client.post(undo, follow=True)
    assert asked.redirect_chain == [(reverse("archive-organisation", args=[made.slug]), 302)]
    made.refresh_from_db()
    assert made.audience == "public"


def test_a_link_that_the_reader_may_not_see_has_no_name_and_stays_as_it_is(client):
    hidden = organisation(name="Secret Funder", audience="administrator")
    found = organisation(name="Weavers", parent=hidden)
    client.force_login(user("Focal point", RoleName.FOCAL_POINT, found.scope()))
    page = client.get(reverse("edit-organisation", args=[found.slug])).content.decode()
    said = f"a record that you cannot see [hidden-{hidden.pk}]"
    assert ("Secret Funder" in page, hidden.slug in page, said in page) == (False, False, True)
    assert edit(client, found, acronym="W", parent=said, seen="0").status_code == 302
    found.refresh_from_db()
    assert (found.acronym, found.parent) == ("W", hidden)
    edit(client, found, acronym="W", parent="", seen=str(Entry.objects.about(found).latest("pk").pk))
    found.refresh_from_db()
    assert found.parent is None
    again = edit(client, found, parent=said, seen=str(Entry.objects.about(found).latest("pk").pk))
    assert "parent" in again.context["form"].errors


def test_a_link_to_a_form_changes_nothing_that_is_recorded(client, office):
    found = organisation(name="Weavers", audience="staff")
    address = reverse("edit-organisation", args=[found.slug])
    form = client.get(f"{address}?audience=public&name=Potters&seen=99999").context["form"]
    assert [form[name].value() for name in ("audience", "name", "seen")] == ["staff", "Weavers", 0]
    edit(client, found, name="Potters", audience="staff", seen="0")
    late = edit(client, found, name="Smiths", audience="staff", seen="99999")
    assert [one["theirs"] for one in late.context["met"]["fields"]] == ["Potters"]


def test_editing_changes_the_record_and_its_timeline_takes_it_back(client, office):
    found = organisation(name="Weavers")
    edit(client, found, name="Potters", seen="0")
    found.refresh_from_db()
    entry = Entry.objects.about(found).get()
    assert (found.name, entry.verb) == ("Potters", "edited")
    page = client.get(found.get_absolute_url())
    undo = reverse("undo-organisation", args=[found.slug, entry.pk])
    assert undo in page.content.decode()
    client.post(undo)
    found.refresh_from_db()
    assert found.name == "Weavers"


def test_two_people_in_different_fields_both_have_their_way(client, office):
    found = organisation(name="Weavers", acronym="W")
    seen = seen_in(client.get(reverse("edit-organisation", args=[found.slug])))
    edit(client, found, acronym="WW", seen=seen)
    answer = edit(client, found, name="Potters", acronym="W", seen=seen)
    found.refresh_from_db()
    assert (answer.status_code, found.name, found.acronym) == (302, "Potters", "WW")


def test_who_comes_second_in_one_field_sees_both_versions_and_chooses(client, office):
    found = organisation(name="Weavers")
    seen = seen_in(client.get(reverse("edit-organisation", args=[found.slug])))
    edit(client, found, name="Potters", seen=seen)
    answer = edit(client, found, name="Smiths", seen=seen)
    met = answer.context["met"]
    assert [(one["label"], one["mine"], one["theirs"]) for one in met["fields"]] == [("Name", "Smiths", "Potters")]
    found.refresh_from_db()
    assert found.name == "Potters"
    edit(client, found, name="Smiths", seen=seen, met=met["newest"], **{"keep-name": "mine"})
    found.refresh_from_db()
    assert found.name == "Smiths"


def test_a_choice_is_asked_again_where_a_third_person_came_between(client, office):
    found = organisation(name="Weavers")
    edit(client, found, name="Potters", seen="0")
    met = edit(client, found, name="Smiths", seen="0").context["met"]
    edit(client, found, name="Dyers", seen=str(met["newest"]))
    again = edit(client, found, name="Smiths", seen="0", met=met["newest"], **{"keep-name": "mine"}).context["met"]
    found.refresh_from_db()
    assert ([one["theirs"] for one in again["fields"]], found.name) == (["Dyers"], "Dyers")


def test_a_copy_begins_with_everything_and_is_a_record_of_its_own(client, office):
    found = organisation(name="Weavers", acronym="W")
    found.names.create(name="Tisserands", language="fr")
    page = client.get(reverse("copy-organisation", args=[found.slug])).context["form"]
    assert (page["acronym"].value(), page.sets[0].forms[0]["name"].value()) == ("W", "Tisserands")
    rows = {"names-TOTAL_FORMS": "2", "names-0-name": "Tisserands", "names-0-language": "fr", "names-1-language": "en"}
    client.post(reverse("copy-organisation", args=[found.slug]), typed(name="Weavers two", **rows))
    made = Organisation.objects.get(name="Weavers two")
    assert (made.names.get().name, found.names.count()) == ("Tisserands", 1)


def test_what_is_put_away_is_found_by_nobody_until_it_is_taken_out(client, office):
    found = organisation(audience="signed-in")
    client.post(reverse("archive-organisation", args=[found.slug]))
    found.refresh_from_db()
    assert (found.audience, Organisation.objects.visible_to(office).filter(pk=found.pk).exists()) == (ARCHIVE, False)
    client.force_login(user("Reader", RoleName.EVALUATOR, "programme:1"))
    assert client.get(found.get_absolute_url()).status_code == 404
    client.force_login(office)
    client.post(reverse("restore-organisation", args=[found.slug]))
    found.refresh_from_db()
    assert (found.audience, client.get(found.get_absolute_url()).status_code) == ("signed-in", 200)


def test_a_person_with_a_mail_address_has_consented(client, office):
    said = sent(forms.PersonForm, name="Somebody", email="somebody@zhinan.example", audience="staff")
    answer = client.post(reverse("add-person"), said)
    assert "consent_on" in answer.context["form"].errors
    client.post(reverse("add-person"), said | {"consent_on": "2026-05-01", "consent_words": "by mail"})
    made = Person.objects.get()
    assert (made.email, "zhinan.example" in str(Entry.objects.about(made).get().changes)) == (
        "somebody@zhinan.example",
        False,
    )


def test_an_agreement_that_expires_before_it_is_signed_is_refused_in_words(client, office):
    party = organisation(name="Weavers")
    said = {"title": "Accord", "parties": "Weavers", "signed_on": "2021", "expires_on": "2020", "remind_days": "60"}
    answer = client.post(reverse("add-agreement"), sent(forms.AgreementForm, **said))
    assert answer.context["form"].non_field_errors() == ["It expires before it is signed. Mend one of the two dates."]
    client.post(reverse("add-agreement"), sent(forms.AgreementForm, **{**said, "expires_on": "2022"}))
    assert list(Agreement.objects.get().parties.all()) == [party]


PAGES = ("add", "edit", "copy", "archive", "restore", "undo")


@pytest.mark.parametrize(
    ("who", "role", "expected"),
    [
        ("visitor", None, ["sign in", 403, 403, 403, 403, 403]),
        ("nobody in particular", "", [403, 403, 403, 403, 403, 403]),
        ("its focal point", RoleName.FOCAL_POINT, [403, 200, 403, 200, 302, 302]),
        ("secretariat", RoleName.SECRETARIAT, [200, 200, 200, 200, 302, 302]),
        ("administrator", RoleName.ADMINISTRATOR, [200, 200, 200, 200, 302, 302]),
    ],
)
def test_who_may_do_what_with_an_organisation(client, who, role, expected):
    found, away = organisation(), organisation(audience=ARCHIVE)
    entries = [Entry.objects.create(**Entry.pointer(found), verb="edited", changes={"acronym": ["", ""]})]
    Entry.objects.create(**Entry.pointer(away), verb="archived", changes={"audience": ["public", ARCHIVE]})
    scope = {RoleName.SECRETARIAT: "programme:1", RoleName.ADMINISTRATOR: ""}
    if role is not None:
        one = user(who, role, scope.get(role, found.scope())) if role else user(who)
        if role == RoleName.FOCAL_POINT:
            one.roles.create(role=role, scope=away.scope())
        client.force_login(one)
    answers = []
    for verb in PAGES:
        record = away if verb == "restore" else found
        more = [entries[0].pk] if verb == "undo" else []
        address = reverse(f"{verb}-organisation", args=[] if verb == "add" else [record.slug, *more])
        answer = client.post(address) if verb in ("restore", "undo") else client.get(address)
        is_sign_in = answer.status_code == 302 and answer.url.startswith(reverse("account_login"))
        answers.append("sign in" if is_sign_in else answer.status_code)
    assert answers == expected


def test_what_a_form_shows_can_be_sent_back_as_it_is(client, office):
    found = organisation(country=Country.objects.get(alpha3="CHN"), parent=organisation(), type=None)
    found.sectors.add(PurposeCode.objects.get(code="31120"))
    form = client.get(reverse("edit-organisation", args=[found.slug])).context["form"]
    shown = {name: form[name].value() for name in ("name", "country", "parent", "sectors")}
    answer = edit(client, found, seen="0", overrule="yes", **shown)
    found.refresh_from_db()
    assert (answer.status_code, shown["country"], found.sectors.get().code) == (302, "China [CHN]", "31120")
    assert Entry.objects.about(found).count() == 0
