"""Columns of the lists of programmes and of what is done in them."""

from django.db.models import Prefetch
from django.utils.translation import pgettext_lazy

from zhinan.kit.lists import Listed, Name, Seen, Several, Text, When
from zhinan.programmes.models import Programme

from .network import COUNTRY, KIND, ORGANISATION, STATE

PROGRAMME = pgettext_lazy("column", "Programme")
ABOUT = pgettext_lazy("column", "About")
FROM, UNTIL = pgettext_lazy("column", "From"), pgettext_lazy("column", "Until")
WHEN = pgettext_lazy("column", "When")


class Programmes(Listed):
    """Programmes with who provides them."""

    related = ("provider",)
    name = Name(PROGRAMME)
    acronym = Text(pgettext_lazy("column", "Acronym"))
    provider = Text(pgettext_lazy("column", "Provider"), order_by="provider__name")
    starts = When(FROM, accessor="starts_on")
    ends = When(UNTIL, accessor="ends_on")

    class Meta:
        order_by = "name"


class Funds(Listed):
    """Funds and who looks after them."""

    related = ("manager",)
    name = Name(pgettext_lazy("column", "Fund"))
    acronym = Text(pgettext_lazy("column", "Acronym"))
    manager = Seen(pgettext_lazy("column", "Looked after by"))
    established = When(pgettext_lazy("column", "Established"), accessor="established_on")

    class Meta:
        order_by = "name"


class Projects(Listed):
    """Projects with the programme or the fund that they belong to."""

    related = ("programme", "fund")
    title = Name(pgettext_lazy("column", "Project"))
    programme = Seen(PROGRAMME)
    fund = Seen(pgettext_lazy("column", "Fund"))
    starts = When(FROM, accessor="starts_on")
    ends = When(UNTIL, accessor="ends_on")

    class Meta:
        order_by = "title"


class Questionnaires(Listed):
    """Questionnaires with what they are for."""

    related = ("programme",)
    title = Name(pgettext_lazy("column", "Questionnaire"))
    purpose = Text(pgettext_lazy("column", "Purpose"), accessor="get_purpose_display", order_by="purpose")
    programme = Seen(PROGRAMME)

    class Meta:
        order_by = "title"


class Frameworks(Listed):
    """Results frameworks with whose they are."""

    related = ("programme", "project")
    title = Name(pgettext_lazy("column", "Results framework"))
    programme = Seen(PROGRAMME)
    project = Seen(pgettext_lazy("column", "Project"))

    class Meta:
        order_by = "title"


class Calls(Listed):
    """Calls for proposals with how far they are."""

    related = ("programme", "fund")
    title = Name(pgettext_lazy("column", "Call for proposals"))
    code = Text(pgettext_lazy("column", "Short name"))
    programme = Seen(PROGRAMME)
    fund = Seen(pgettext_lazy("column", "Fund"))
    year = Text(pgettext_lazy("column", "Year"))
    state = Text(STATE)

    class Meta:
        order_by = "-year"


class Grants(Listed):
    """Grants with how far they are."""

    related = ("project__programme",)
    title = Name(pgettext_lazy("column", "Grant"))
    programme = Seen(PROGRAMME, accessor="project__programme")
    state = Text(STATE)
    approved = When(pgettext_lazy("column", "Approved"), accessor="approved_on")
    ends = When(UNTIL, accessor="ends_on")

    class Meta:
        order_by = "-approved"


class Events(Listed):
    """Events with when and where."""

    related = ("country",)
    title = Name(pgettext_lazy("column", "Event"))
    kind = Text(KIND)
    state = Text(STATE)
    starts = When(WHEN, accessor="starts_on")
    place = Text(pgettext_lazy("column", "Where"))
    country = Text(COUNTRY, order_by="country__name")
    programmes = Several(pgettext_lazy("column", "Programmes"), accessor="seen")

    class Meta:
        order_by = "-starts"

    def found(self, records):
        """With the programmes that the reader may see."""
        seen = Programme.objects.visible_to(self.user)
        return super().found(records).prefetch_related(Prefetch("programmes", seen, to_attr="seen"))


class Deliveries(Listed):
    """Deliveries with the programme that helped."""

    related = ("programme",)
    title = Name(pgettext_lazy("column", "Delivery"))
    kind = Text(KIND)
    programme = Seen(PROGRAMME)
    delivered = When(pgettext_lazy("column", "Delivered"), accessor="delivered_on")

    class Meta:
        order_by = "-delivered"


class Engagements(Listed):
    """Organisations that worked with a programme."""

    related = ("organisation", "programme")
    organisation = Seen(ORGANISATION, order_by="organisation__name")
    programme = Seen(PROGRAMME, order_by="programme__name")
    stage = Text(pgettext_lazy("column", "Stage"))
    happened = When(WHEN, accessor="happened_on")
    subject = Text(ABOUT, orderable=False)

    class Meta:
        order_by = "organisation"


class Visits(Listed):
    """Delegations received and visits paid."""

    related = ("organisation", "programme")
    organisation = Seen(ORGANISATION, order_by="organisation__name")
    programme = Seen(PROGRAMME, order_by="programme__name")
    direction = Text(KIND)
    happened = When(WHEN, accessor="happened_on")
    subject = Text(ABOUT, orderable=False)

    class Meta:
        order_by = "-happened"
