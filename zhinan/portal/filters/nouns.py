"""What the list of each noun can be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.models import OrganisationType
from zhinan.deliveries.models import Delivery
from zhinan.deliveries.models import Kind as DeliveryKind
from zhinan.events.models import Event, Mode
from zhinan.events.models import Kind as EventKind
from zhinan.events.states import State as EventState
from zhinan.grants.models import Call, Grant
from zhinan.grants.states import CallState
from zhinan.grants.states import State as GrantState
from zhinan.kit.forms import day_input
from zhinan.knowledge.models import Collection, Publication, Solution, Story
from zhinan.knowledge.models.publications import Kind as PublicationKind
from zhinan.knowledge.models.solutions import Status
from zhinan.network.models import Agreement, Membership, Network, Organisation, Partnership, Person
from zhinan.network.states import State as MembershipState
from zhinan.outreach.models import Dissemination, Engagement, Visit
from zhinan.programmes.models import Fund, Programme, Project
from zhinan.questionnaires.models import Purpose, Questionnaire
from zhinan.results.models import Framework

from .parts import KIND, STATE, Choice, Narrowing, OfMembers, Present, Year, of_country, of_goal, of_kind, of_programme


class Organisations(Narrowing):
    """By type, country and goal."""

    country = of_country("country")
    type = Present("type", pgettext_lazy("label", "Type"), OrganisationType, "code")
    goal = of_goal("goals", several=True)


class People(Narrowing):
    """By country."""

    country = of_country("country")


class Memberships(Narrowing):
    """By network, state, country, the year of joining, and a day on which it was in force."""

    named = "organisation"
    year = Year("joined")
    on = django_filters.DateFilter(
        method="in_force",
        label=gettext_lazy("Members as of"),
        widget=day_input(),
    )
    network = Present("network", pgettext_lazy("label", "Network"), Network, "slug")
    state = Choice("state", STATE, MembershipState.choices)
    country = of_country("organisation__country")

    def in_force(self, records, name, day):
        """Those who were members on `day`, as far as their dates are known."""
        return records.as_of(day)


class Agreements(Narrowing):
    """By the country of a party, and the year of signing."""

    year = Year("signed")
    country = OfMembers("agreements")


class Partnerships(Narrowing):
    """By kind, country, and the year of beginning."""

    year = Year("established")
    kind = of_kind(Partnership)
    country = OfMembers("partnerships")


class Dated(Narrowing):
    """By the year of beginning alone."""

    year = Year("established")


class Programmes(Narrowing):
    """By who provides it, and the year of beginning."""

    year = Year("starts")
    country = of_country("provider")


class Projects(Narrowing):
    """By programme, fund, country, and the year of beginning."""

    year = Year("starts")
    programme = of_programme()
    fund = Present("fund", pgettext_lazy("label", "Fund"), Fund, "slug")
    country = of_country("parties__country", several=True)


class Calls(Narrowing):
    """By programme, fund and state."""

    programme = of_programme()
    fund = Present("fund", pgettext_lazy("label", "Fund"), Fund, "slug")
    state = Choice("state", STATE, CallState.choices)


class Grants(Narrowing):
    """By programme, state, country, goal, and the year of approval."""

    year = Year("approved")
    programme = of_programme("project__programme")
    state = Choice("state", STATE, GrantState.choices)
    country = of_country("parties__country", several=True)
    goal = of_goal("goals", several=True)


class Events(Narrowing):
    """By programme, kind, how people meet, state, country, and the year of beginning."""

    year = Year("starts")
    programme = of_programme("programmes", several=True)
    kind = Choice("kind", KIND, EventKind.choices)
    mode = Choice("mode", pgettext_lazy("label", "How"), Mode.choices)
    state = Choice("state", STATE, EventState.choices)
    country = of_country("country")


class Deliveries(Narrowing):
    """By programme, kind, country, and the year of delivery."""

    year = Year("delivered")
    programme = of_programme()
    kind = Choice("kind", KIND, DeliveryKind.choices)
    country = of_country("parties__country", several=True)


class Engagements(Narrowing):
    """By programme, stage, country of the organisation, and year."""

    named = "organisation"
    year = Year("happened")
    programme = of_programme()
    kind = of_kind(Engagement, "stage")
    country = of_country("organisation__country")


class Visits(Narrowing):
    """By programme, direction, country of the organisation, and year."""

    named = "organisation"
    year = Year("happened")
    programme = of_programme()
    kind = of_kind(Visit, "direction")
    country = of_country("organisation__country")


class Solutions(Narrowing):
    """By country, goal, state, programme, and the year of beginning."""

    year = Year("starts")
    programme = of_programme()
    state = Choice("status", STATE, Status.choices)
    country = of_country("countries", several=True)
    goal = of_goal("primary_goal")


class Publications(Narrowing):
    """By programme, kind, country, and the year of release."""

    year = Year("released")
    programme = of_programme()
    kind = Choice("kind", KIND, PublicationKind.choices)
    country = of_country("parties__country", several=True)


class Disseminations(Narrowing):
    """By programme and year."""

    named = "publication"
    year = Year("happened")
    programme = of_programme()


class Collections(Narrowing):
    """By programme."""

    programme = of_programme()


class Stories(Narrowing):
    """By programme, kind, and the year of publication."""

    year = Year("published")
    programme = of_programme()
    kind = of_kind(Story)


class Questionnaires(Narrowing):
    """By programme and purpose."""

    programme = of_programme()
    purpose = Choice("purpose", pgettext_lazy("label", "Purpose"), Purpose.choices)


class Frameworks(Narrowing):
    """By programme."""

    programme = of_programme()


FILTERS = {
    Organisation: Organisations,
    Person: People,
    Membership: Memberships,
    Agreement: Agreements,
    Partnership: Partnerships,
    Network: Dated,
    Fund: Dated,
    Programme: Programmes,
    Project: Projects,
    Call: Calls,
    Grant: Grants,
    Event: Events,
    Questionnaire: Questionnaires,
    Framework: Frameworks,
    Delivery: Deliveries,
    Engagement: Engagements,
    Visit: Visits,
    Solution: Solutions,
    Publication: Publications,
    Dissemination: Disseminations,
    Collection: Collections,
    Story: Stories,
}
