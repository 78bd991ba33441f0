"""Who is bound to which applications, in words and for a whole call: the same rule as `models.conflicting`."""

from collections import defaultdict

from django.db.models import Q

from zhinan.accounts.models import RoleName, keys_held
from zhinan.network.models import Organisation

from ..models import ApplicationParty, Author, GrantParty, Panelist, Recusal, Tie
from ..models.conflicts import WORKING


def ties(application, user):
    """The set of Tie that bind `user` to `application`: empty where they may judge it."""
    found = ties_among(type(application).objects.filter(pk=application.pk), [user])
    return found[user.pk].get(application.pk, set())


def bound(applications, users):
    """{key of a user: keys of those of the queryset `applications` that they must not judge}; as `ties_among`."""
    return {user: set(found) for user, found in ties_among(applications, users).items()}


def ties_among(applications, users):
    """{key of a user: {key of an application: set of Tie}}; nine queries, however many of both there are."""
    found = {user.pk: defaultdict(set) for user in users}
    taking_part, there, wrote = where_they_meet(applications)
    declared = Recusal.objects.filter(user__in=found, application__in=applications)
    for user, application, tie in (*declared.values_list("user", "application", "tie"), *wrote):
        if user in found:
            found[user][application].add(Tie(tie))
    for user, tie, organisations in reach([*found]):
        for application in at(organisations, taking_part):
            found[user][application].add(tie)
    for user, country in Panelist.objects.filter(user__in=found).values_list("user", "nationality"):
        for application in at([country], there):
            found[user][application].add(Tie.NATIONALITY)
    return {user: dict(each) for user, each in found.items()}


def at(keys, places):
    """The applications at any of `keys` among `places`, {key: applications}."""
    return (application for key in keys for application in places.get(key, ()))


def where_they_meet(applications):
    """({organisation: applications}, {country: those whose rules bar it}, [(user, application, Tie)]): 3 queries."""
    taking_part, there = defaultdict(set), defaultdict(set)
    of_them, barred = {"application__in": applications}, set()
    for key, lead, country, bars in applications.order_by().values_list(
        "pk", "lead", "lead__country", "rules__bars_nationality"
    ):
        taking_part[lead].add(key)
        if bars:
            barred.add(key)
            there[country].add(key)
    for key, organisation, country in ApplicationParty.objects.filter(**of_them).values_list(
        "application", "organisation", "country"
    ):
        taking_part[organisation].add(key)
        if key in barred:
            there[country].add(key)
    wrote = []
    for user, key, organisation in Author.objects.filter(**of_them).values_list("user", "application", "organisation"):
        taking_part[organisation].add(key)
        wrote.append((user, key, Tie.AUTHOR))
    taking_part.pop(None, None)
    there.pop(None, None)
    return taking_part, there, wrote


def reach(keys):
    """Yield (user, Tie, organisations) of what the users with these `keys` belong to, and of what stands around it."""
    own = own_organisations(keys)
    every = set().union(*own.values())
    around, partners = kin(every), met(every)
    for user, mine in own.items():
        near = set().union(*(around[one] for one in mine)) - mine
        known = set().union(*(partners[one] for one in mine)) - mine
        yield from ((user, Tie.INSTITUTION, mine), (user, Tie.RELATED, near), (user, Tie.GRANT, known))


def own_organisations(keys):
    """{user: organisations that they belong to}, by their seats, what they write, and their roles: three queries."""
    own = {key: set() for key in keys}
    for model in (Panelist, Author):
        for user, organisation in model.objects.filter(user__in=keys).values_list("user", "organisation"):
            own[user].add(organisation)
    for user, held in keys_held(keys, "organisation", RoleName.FOCAL_POINT, RoleName.PARTICIPANT).items():
        own[user] |= held
    return {user: mine - {None} for user, mine in own.items()}


def kin(organisations):
    """{organisation: its parent and its parts} of `organisations`: one query."""
    around = defaultdict(set)
    pairs = Organisation.objects.filter(Q(pk__in=organisations) | Q(parent__in=organisations)).exclude(parent=None)
    for one, parent in pairs.values_list("pk", "parent"):
        around[one].add(parent)
        around[parent].add(one)
    return around


def met(organisations):
    """{organisation: those that worked in a grant with it} of `organisations`: one query."""
    grants = GrantParty.objects.filter(organisation__in=organisations, role__in=WORKING).values("grant")
    rows = GrantParty.objects.filter(grant__in=grants, role__in=WORKING).exclude(organisation=None)
    members, partners = defaultdict(set), defaultdict(set)
    for grant, organisation in rows.values_list("grant", "organisation"):
        members[grant].add(organisation)
    for together in members.values():
        for one in together & organisations:
            partners[one] |= together
    return partners
