"""Solutions, publications, collections and stories are typed by the secretariat of their programme."""

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.history.actions import undo
from zhinan.history.models import Entry
from zhinan.kit.tests.make import sent
from zhinan.knowledge import access, forms
from zhinan.knowledge.models import CollectionItem, Publication, Solution, Story
from zhinan.programmes.tests.make import programme

from . import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def office(client):
    """The secretariat of a programme, signed in; the programme is its attribute."""
    found = programme(name="Our programme")
    one = user("Secretariat", RoleName.SECRETARIAT, found.scope())
    one.programme = found
    client.force_login(one)
    return one


@pytest.mark.parametrize("key", ["9" * 20, "-1", "x"])
def test_a_goal_that_is_none_is_refused_at_its_field(client, office, key):
    values = sent(forms.SolutionForm, title="Port", secondary_goals=[key], step="check")
    answer = client.post(reverse("add-solution"), values)
    assert "secondary_goals" in answer.context["form"].errors


def test_a_solution_is_added_with_its_goals_countries_and_parties(client, office):
    facts = {"title": "Port", "countries": "Kenya\nTZA", "primary_goal": "9", "secondary_goals": ["13", "17"]}
    facts["primary_goal"] = make.goal(9).pk
    facts["secondary_goals"] = [make.goal(13).pk, make.goal(17).pk]
    rows = {"parties-TOTAL_FORMS": "1", "parties-0-role": "implementing", "parties-0-country": "Kenya"}
    values = sent(forms.SolutionForm, programme="Our programme", targets="9.1", **facts, **rows)
    answer = client.post(reverse("add-solution"), values)
    made = Solution.objects.get()
    assert answer.url == made.get_absolute_url()
    assert [country.alpha3 for country in made.countries.all()] == ["KEN", "TZA"]
    assert [goal.number for goal in made.secondary_goals.all()] == [13, 17]
    assert (made.parties.get().country.alpha3, made.targets.get().code) == ("KEN", "9.1")


def test_a_solution_that_ends_before_it_begins_is_refused_in_words(client, office):
    values = sent(forms.SolutionForm, title="Port", starts_on="2021", ends_on="2020")
    answer = client.post(reverse("add-solution"), values)
    assert answer.context["form"].non_field_errors() == ["It ends before it begins. Mend one of the two dates."]
    assert Solution.objects.count() == 0


def test_a_primary_goal_among_the_secondary_ones_is_a_warning(client, office):
    goal = make.goal(9).pk
    values = sent(forms.SolutionForm, title="Port", primary_goal=goal, secondary_goals=[goal], step="check")
    answer = client.post(reverse("add-solution"), values)
    assert [sentence for sentence, _address in answer.context["warnings"]] == [
        "The primary goal stands among the secondary ones, too."
    ]


def test_nobody_puts_a_record_into_another_programme(client, office):
    programme(name="Their programme")
    answer = client.post(
        reverse("add-story"), sent(forms.StoryForm, title="News", kind="news", programme="Their programme")
    )
    assert answer.context["form"].errors["programme"] == [
        "Only the secretariat of this programme may put records there. Choose your own."
    ]
    assert Story.objects.count() == 0


def test_questions_change_places_and_go_back(client, office):
    found = make.publication(office.programme)
    first, second = make.question(found), make.question(found)
    rows = {"questions-TOTAL_FORMS": "2", "questions-INITIAL_FORMS": "2"}
    for number, (one, place) in enumerate(((first, 2), (second, 1))):
        rows |= {f"questions-{number}-id": one.pk, f"questions-{number}-position": place}
        rows |= {f"questions-{number}-question": f"Question {one.pk}?", f"questions-{number}-answer": "Thus."}
    values = sent(
        forms.PublicationForm, title=found.title, kind="report", released_on="2020", programme="Our programme"
    )
    client.post(reverse("edit-publication", args=[found.slug]), values | rows)
    assert [one.pk for one in found.questions.all()] == [second.pk, first.pk]
    undo(Entry.objects.about(found).get(), by=None)
    assert [(one.pk, one.question) for one in found.questions.all()] == [(first.pk, "How?"), (second.pk, "How?")]


def test_a_good_practice_has_a_solution_or_a_title(client, office):
    found = make.collection(office.programme, title="Practices")
    values = sent(forms.CollectionItemForm, collection="Practices", position="1", documented_on="2020")
    answer = client.post(reverse("add-collectionitem"), values)
    assert answer.context["form"].non_field_errors() == ["Name a solution, or write a title."]
    answer = client.post(reverse("add-collectionitem"), values | {"title": "Weaving"})
    assert (CollectionItem.objects.get().title, CollectionItem.objects.get().collection) == ("Weaving", found)
    assert answer.url == CollectionItem.objects.get().get_absolute_url()


def test_good_practices_are_added_one_after_the_other_at_the_end_of_their_collection(client, office):
    found = make.collection(office.programme, title="Practices")
    make.good_practice(found, audience="archive")
    way = f"{reverse('add-collectionitem')}?collection=Practices"
    assert client.get(way).context["form"]["collection"].value() == "Practices"
    values = sent(forms.CollectionItemForm, collection="Practices", title="Weaving", documented_on="2020")
    answer = client.post(way, values | {"step": "save-add"})
    assert (answer.url, found.items.get(title="Weaving").position) == (way, 2)


def test_nobody_adds_a_good_practice_to_the_collection_of_another_secretariat(client, office):
    theirs = make.collection(programme(), title="Theirs")
    values = sent(forms.CollectionItemForm, collection="Theirs", title="Weaving", documented_on="2020")
    answer = client.post(reverse("add-collectionitem"), values)
    assert list(answer.context["form"].errors) == ["collection"]
    assert theirs.items.count() == 0


def test_a_good_practice_is_copied_to_the_end_archived_and_what_was_changed_goes_back(client, office):
    found = make.good_practice(make.collection(office.programme, title="Practices"), title="Weaving")
    form = client.get(reverse("copy-collectionitem", args=[found.pk])).context["form"]
    assert (form["title"].value(), form["position"].value()) == ("Weaving", None)
    values = sent(forms.CollectionItemForm, collection="Practices", position="1", title="Looms", documented_on="2020")
    client.post(reverse("edit-collectionitem", args=[found.pk]), values)
    page = client.get(found.get_absolute_url()).content.decode()
    undo_it = reverse("undo-collectionitem", args=[found.pk, Entry.objects.about(found).get().pk])
    assert (f'action="{undo_it}"' in page, "Looms" in page) == (True, True)
    client.post(undo_it)
    client.post(reverse("archive-collectionitem", args=[found.pk]))
    found.refresh_from_db()
    assert (found.title, found.audience) == ("Weaving", "archive")


def test_who_may_do_what_with_a_good_practice():
    item = make.good_practice(make.collection(programme()))
    everybody = cast(item.collection.programme, programme())
    add = {who for who, one in everybody.items() if access.keep_records(one)}
    edit = {who for who, one in everybody.items() if access.edit_item(one, item)}
    assert (add, edit) == (
        {"secretariat", "secretariat elsewhere", "administrator"},
        {"secretariat", "administrator"},
    )


@pytest.mark.parametrize("noun", ["solution", "publication", "collection", "story"])
def test_the_secretariat_of_its_programme_and_the_administrator_change_a_record(noun):
    found = programme()
    record = getattr(make, noun)(programme=found)
    may = {who: access.edit(one, record) for who, one in cast(found, programme()).items()}
    assert [who for who, is_allowed in may.items() if is_allowed] == ["secretariat", "administrator"]


@pytest.mark.parametrize("verb", ["edit", "copy", "archive", "undo"])
def test_every_page_that_changes_a_publication_is_closed_to_another_secretariat(client, verb):
    found = make.publication(programme())
    entry = Entry.objects.create(**Entry.pointer(found), verb="edited", changes={"summary": ["", ""]})
    client.force_login(user("Colleague", RoleName.SECRETARIAT, programme().scope()))
    more = [entry.pk] if verb == "undo" else []
    answer = client.post(reverse(f"{verb}-publication", args=[found.slug, *more]))
    assert answer.status_code == (200 if verb == "copy" else 403)
    assert Publication.objects.count() == 1
