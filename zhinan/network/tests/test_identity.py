"""Pairs are proposed and remembered; a merging moves everything, and taking it back puts everything back."""

from datetime import date

import pytest
from django.apps import apps
from django.utils import timezone

from zhinan.accounts.models import VISITOR, RoleName
from zhinan.accounts.tests.make import user
from zhinan.history.actions import write
from zhinan.history.models import ARCHIVE, Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.network.actions.identity import distinct, merge, propose, reopen, unmerge
from zhinan.network.models import (
    Affiliation,
    Membership,
    Merging,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    Person,
    Twin,
)
from zhinan.network.states import TwinState
from zhinan.sources.models import Citation, Source

from .make import agreement, membership, named, network, organisation, partnership

pytestmark = pytest.mark.django_db


def person(name="Somebody", **facts):
    """A person in the database."""
    return Person.objects.create(**{**named("person"), "name": name, **facts})


def noun(label):
    """The model of a room above."""
    return apps.get_model(label)


def now():
    return timezone.now()


# proposals


def two():
    """Two records of one university."""
    return organisation(name="University of Nairobi"), organisation(name="Univ. of Nairobi")


def test_pairs_are_written_down_once_and_a_decision_is_remembered():
    one, other = two()
    organisation(name="Bank of Nairobi")
    assert (propose(), propose()) == (1, 0)
    twin = Twin.objects.get()
    assert (twin.one_id, twin.other_id, twin.state, twin.reasons) == (one.pk, other.pk, "proposed", ["abbreviated"])
    distinct(twin, by=user())
    assert propose() == 0
    assert Twin.objects.get().state == TwinState.DISTINCT
    assert Twin.objects.open().count() == 0
    reopen(twin, by=user())
    assert Twin.objects.get().state == TwinState.PROPOSED


def test_a_proposal_goes_where_it_no_longer_holds_and_a_decision_stays():
    one, _other = two()
    propose()
    write(one, {"name": "Bank of Kisumu"}, by=user())
    assert (propose(), Twin.objects.count()) == (0, 0)
    write(one, {"name": "Nairobi University"}, by=user())
    propose()
    distinct(Twin.objects.get(), by=user())
    write(one, {"name": "Bank of Kisumu"}, by=user())
    assert (propose(), Twin.objects.get().state) == (0, "distinct")


def test_archived_records_are_proposed_to_nobody():
    one, _other = two()
    write(one, {"audience": ARCHIVE}, by=user())
    assert propose() == 0


def test_people_are_proposed_by_mail_and_organisation_and_not_by_their_name_alone():
    here = organisation()
    consented = {"email": "somebody@zhinan.example", "consent_on": date(2020, 1, 1)}
    for name, facts in (("Zhang Wei", consented), ("张伟", consented), ("Wei Zhang", {})):
        person(name, **facts)
    assert propose() == 1
    assert Twin.objects.get().reasons == ["same_mail", "same_sound"]
    for one in Person.objects.all():
        Affiliation.objects.create(person=one, organisation=here)
    assert propose() == 2


def test_what_was_decided_about_merged_ones_cannot_be_said_again():
    one, other = two()
    propose()
    merge(one, other, {}, by=user())
    twin = Twin.objects.get()
    assert twin.state == TwinState.MERGED
    with pytest.raises(NotNow):
        distinct(twin, by=user())


# merging


def test_a_merged_record_lies_in_the_archive_and_its_address_leads_to_the_kept_one():
    one, other = two()
    office = user("Office")
    merging = merge(one, other, {}, by=office)
    other.refresh_from_db()
    assert (other.audience, merging.actor, merging.title) == (ARCHIVE, office.pseudonym, "Univ. of Nairobi")
    assert Merging.objects.merged_into(Organisation, other.slug) == one
    assert Merging.objects.merged_into(Organisation, one.slug) is None
    last = organisation(name="The University of Nairobi")
    merge(last, one, {}, by=office)
    assert Merging.objects.merged_into(Organisation, other.slug) == last
    assert [entry.verb for entry in Entry.objects.about(other)] == ["merged"]


def test_values_are_chosen_field_by_field_and_empty_ones_are_filled():
    one = organisation(name="University of Nairobi", website="https://one.example", description="First")
    other = organisation(name="Univ. of Nairobi", website="https://other.example", acronym="UoN", description="Second")
    OrganisationName.objects.create(organisation=other, name="内罗毕大学", language="zh")
    OrganisationIdentifier.objects.create(organisation=other, scheme="KE-REG", number="7")
    merge(one, other, {"website": "other", "acronym": "kept", "description": "kept"}, by=user())
    one.refresh_from_db()
    assert (one.website, one.acronym, one.description) == ("https://other.example", "", "First")
    assert list(one.names.order_by("pk").values_list("name", "language")) == [
        ("内罗毕大学", "zh"),
        ("Univ. of Nairobi", "en"),
        ("UoN", "en"),
    ]
    assert [str(number) for number in one.identifiers.all()] == ["KE-REG-7"]


def test_everything_that_pointed_at_the_merged_record_points_at_the_kept_one():
    one, other = two()
    joined = membership(network(), organisation=other)
    paper, bond = agreement(other, organisation()), partnership(one, other)
    child = organisation(parent=other)
    source = Source.objects.create(key="paper", file="paper.txt", title="Paper")
    cited = Citation.objects.create(source=source, **Citation.pointer(other))
    held = user("Focal point", RoleName.FOCAL_POINT, f"organisation:{other.pk}").roles.get()
    near = user("Colleague", RoleName.FOCAL_POINT, f"organisation:{other.pk}1").roles.get()
    hidden = agreement(audience=f"focal_point@organisation:{other.pk}")
    merging = merge(one, other, {}, by=user())
    for row in (joined, child, cited, held, near, hidden):
        row.refresh_from_db()
    assert (joined.organisation, child.parent, cited.noun_id) == (one, one, one.pk)
    assert (held.scope, near.scope) == (f"organisation:{one.pk}", f"organisation:{other.pk}1")
    assert hidden.audience == f"focal_point@organisation:{one.pk}"
    assert one in paper.parties.all()
    assert list(bond.organisations.all()) == [one]
    assert len(merging.joined) == 1
    assert "relinked" in {entry.verb for entry in Entry.objects.about(paper)}
    assert "relinked" in {entry.verb for entry in Entry.objects.about(bond)}


def test_a_second_open_membership_stays_with_the_merged_record_and_is_listed():
    one, other = two()
    found = network()
    membership(found, organisation=one, joined_on="2010")
    second = membership(found, organisation=other, joined_on="2015")
    merging = merge(one, other, {}, by=user())
    assert merging.stayed == [["network.membership", second.pk, "organisation"]]
    assert Membership.objects.visible_to(VISITOR).count() == 1


def test_an_organisation_above_the_kept_one_is_not_put_below_it():
    top = organisation(name="Top")
    other = organisation(name="Univ. of Nairobi", parent=top)
    between = organisation(name="Between", parent=other)
    kept = organisation(name="University of Nairobi", parent=between)
    merge(kept, other, {}, by=user())
    kept.refresh_from_db()
    between.refresh_from_db()
    assert (kept.parent, between.parent) == (between, top)


def test_a_part_that_keeps_its_whole_gets_the_parent_of_the_whole():
    top = organisation(name="Top")
    whole = organisation(name="Whole", parent=top)
    part = organisation(name="Part", parent=whole)
    merge(part, whole, {}, by=user())
    part.refresh_from_db()
    assert part.parent == top


def test_an_empty_parent_is_not_filled_with_one_from_below():
    kept = organisation(name="Kept")
    between = organisation(name="Between", parent=kept)
    other = organisation(name="Other", parent=between)
    merge(kept, other, {}, by=user())
    kept.refresh_from_db()
    between.refresh_from_db()
    assert (kept.parent, between.parent) == (None, kept)


def test_postings_of_the_ledger_change_their_contributor_and_nothing_else():
    one, other = two()
    project = noun("programmes.project").objects.create(slug="project", title="Project")
    facts = {"project": project, "kind": "in_kind", "stage": "secured", "on": date(2020, 1, 1), "quantity": 3}
    rows = [noun("programmes.posting").objects.create(contributor=who, **facts) for who in (one, other)]
    before = list(noun("programmes.posting").objects.values("pk", "quantity", "posted_at", "on"))
    merging = merge(one, other, {}, by=user())
    assert list(noun("programmes.posting").objects.values("pk", "quantity", "posted_at", "on")) == before
    assert noun("programmes.posting").objects.filter(contributor=one).count() == 2
    assert ["programmes.posting", rows[1].pk, "contributor", other.pk, one.pk] in merging.moved
    assert Entry.objects.about(project).get().verb == "relinked"


def test_somebody_who_came_once_came_once_after_merging():
    one, other = person("Zhang Wei"), person("张伟")
    event = noun("events.event").objects.create(slug="event", title="Event", kind="webinar")
    for who in (one, other):
        noun("events.attendance").objects.create(event=event, person=who)
    merging = merge(one, other, {}, by=user())
    assert noun("events.attendance").objects.get().person_id == one.pk
    unmerge(merging, by=user(), now=now())
    assert noun("events.attendance").objects.count() == 2


def test_a_mail_address_goes_with_its_consent_and_comes_back():
    one = person("Zhang Wei")
    other = person("张伟", email="somebody@zhinan.example", consent_on=date(2020, 1, 1))
    merging = merge(one, other, {}, by=user())
    one.refresh_from_db()
    assert (one.email, one.consent_on) == ("somebody@zhinan.example", date(2020, 1, 1))
    assert [row.name for row in one.names.all()] == ["张伟"]
    assert "somebody@" not in str(Entry.objects.about(one).values_list("changes", flat=True))
    unmerge(merging, by=user(), now=now())
    one.refresh_from_db()
    assert (one.email, one.email_mark, one.consent_on, one.names.count()) == ("", "", None, 0)


def test_a_record_in_the_archive_is_not_merged_and_nothing_is_merged_with_itself():
    one, other = two()
    with pytest.raises(NotNow):
        merge(one, one, {}, by=user())
    write(other, {"audience": ARCHIVE}, by=user())
    with pytest.raises(NotNow):
        merge(one, other, {}, by=user())


# taking back


def test_a_merging_is_taken_back_once():
    one, other = two()
    merging = merge(one, other, {}, by=user())
    unmerge(merging, by=user(), now=now())
    with pytest.raises(NotNow):
        unmerge(merging, by=user(), now=now())
    assert Merging.objects.merged_into(Organisation, other.slug) is None


def test_a_merging_is_not_taken_back_over_a_later_change():
    one, other = two()
    joined = membership(network(), organisation=other)
    merging = merge(one, other, {}, by=user())
    change = write(one, {"description": "Better"}, by=user())
    with pytest.raises(NotNow, match="Description"):
        unmerge(merging, by=user(), now=now())
    write(one, {"description": ""}, by=user())
    assert change is not None
    joined.delete()
    with pytest.raises(NotNow, match="changed or deleted"):
        unmerge(merging, by=user(), now=now())
    one.refresh_from_db()
    assert [row.name for row in one.names.all()] == ["Univ. of Nairobi"]


def test_the_later_of_two_mergings_is_taken_back_first():
    one, other, last = *two(), organisation(name="Nairobi University")
    first, second = merge(one, other, {}, by=user()), merge(last, one, {}, by=user())
    with pytest.raises(NotNow, match="later merging"):
        unmerge(first, by=user(), now=now())
    unmerge(second, by=user(), now=now())
    unmerge(first, by=user(), now=now())
    assert Organisation.objects.exclude(audience=ARCHIVE).count() == 3


def test_a_link_whose_other_end_is_gone_cannot_be_put_back():
    one, other = two()
    bond = partnership(one, other)
    merging = merge(one, other, {}, by=user())
    bond.delete()
    with pytest.raises(NotNow):
        unmerge(merging, by=user(), now=now())
