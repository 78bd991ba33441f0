"""Columns of the lists of organisations, people, networks, and what binds them."""

from django.db.models import Prefetch
from django.utils.translation import pgettext_lazy

from zhinan.kit.lists import Day, Listed, Name, Seen, Several, Text, When
from zhinan.network.models import Organisation

COUNTRY = pgettext_lazy("column", "Country or area")
KIND = pgettext_lazy("column", "Kind")
STATE = pgettext_lazy("column", "State")
ORGANISATION = pgettext_lazy("column", "Organisation")


class Organisations(Listed):
    """Organisations with type and country."""

    related = ("type", "country")
    name = Name(ORGANISATION)
    acronym = Text(pgettext_lazy("column", "Acronym"))
    type = Text(pgettext_lazy("column", "Type"), order_by="type__name")
    country = Text(COUNTRY, order_by="country__name")

    class Meta:
        order_by = "name"


class People(Listed):
    """People and where they are something; their mail addresses stand in no list."""

    related = ("country",)
    name = Name(pgettext_lazy("column", "Name"))
    organisations = Several(pgettext_lazy("column", "Organisations"), accessor="seen")
    country = Text(COUNTRY, order_by="country__name")

    class Meta:
        order_by = "name"

    def found(self, records):
        """With the organisations that the reader may see."""
        seen = Organisation.objects.visible_to(self.user)
        return super().found(records).prefetch_related(Prefetch("affiliations", seen, to_attr="seen"))


class Memberships(Listed):
    """Members with their dates."""

    related = ("organisation", "network")
    organisation = Seen(ORGANISATION, order_by="organisation__name")
    network = Seen(pgettext_lazy("column", "Network"), order_by="network__name")
    state = Text(STATE)
    joined = When(pgettext_lazy("column", "Joined"), accessor="joined_on")
    renewed_until = Day(pgettext_lazy("column", "Renewed until"))
    left = When(pgettext_lazy("column", "Left"), accessor="left_on")

    class Meta:
        order_by = "organisation"


class Agreements(Listed):
    """Agreements with their parties."""

    title = Name(pgettext_lazy("column", "Agreement"))
    parties = Several(pgettext_lazy("column", "Parties"), accessor="seen")
    signed = When(pgettext_lazy("column", "Signed"), accessor="signed_on")
    expires = When(pgettext_lazy("column", "Expires"), accessor="expires_on")

    class Meta:
        order_by = "title"

    def found(self, records):
        """With the parties that the reader may see."""
        return records.prefetch_related(Prefetch("parties", Organisation.objects.visible_to(self.user), to_attr="seen"))


class Partnerships(Listed):
    """Partnerships with those in them."""

    related = ("network",)
    title = Name(pgettext_lazy("column", "Partnership"))
    kind = Text(KIND)
    network = Seen(pgettext_lazy("column", "Network"))
    organisations = Several(pgettext_lazy("column", "With"), accessor="seen")
    established = When(pgettext_lazy("column", "Established"), accessor="established_on")

    class Meta:
        order_by = "title"

    def found(self, records):
        """With the organisations that the reader may see."""
        seen = Organisation.objects.visible_to(self.user)
        return super().found(records).prefetch_related(Prefetch("organisations", seen, to_attr="seen"))


class Networks(Listed):
    """Networks and who looks after them."""

    related = ("secretariat",)
    name = Name(pgettext_lazy("column", "Network"))
    acronym = Text(pgettext_lazy("column", "Acronym"))
    established = When(pgettext_lazy("column", "Established"), accessor="established_on")
    secretariat = Seen(pgettext_lazy("column", "Secretariat"))

    class Meta:
        order_by = "name"
