"""Columns of the lists of what was learnt and told."""

from django.utils.translation import pgettext_lazy

from zhinan.kit.lists import Listed, Name, Seen, Text, When
from zhinan.kit.punctuation import in_rows, listed

from .network import KIND
from .work import PROGRAMME, WHEN


class Countries(Text):
    """Countries of a record, read together with it."""

    def __init__(self, *args, **options):
        super().__init__(*args, orderable=False, **options)

    def shown(self, record, value, user):
        return listed(value.all())

    def plain(self, value, user):
        return in_rows(value.all()) or None


class Solutions(Listed):
    """Solutions with their goal and countries."""

    related = ("primary_goal", "programme")
    title = Name(pgettext_lazy("column", "Solution"))
    goal = Text(pgettext_lazy("column", "Goal"), accessor="primary_goal", order_by="primary_goal__number")
    countries = Countries(pgettext_lazy("column", "Countries or areas"))
    status = Text(pgettext_lazy("column", "State"))
    programme = Seen(PROGRAMME)

    class Meta:
        order_by = "title"

    def found(self, records):
        """With their countries."""
        return super().found(records).prefetch_related("countries")


class Publications(Listed):
    """Publications with kind and date."""

    related = ("programme",)
    title = Name(pgettext_lazy("column", "Publication"))
    kind = Text(KIND)
    programme = Seen(PROGRAMME)
    released = When(pgettext_lazy("column", "Released"), accessor="released_on")

    class Meta:
        order_by = "-released"


class Copies(Text):
    """A number of copies, with how exactly it is said; in a file the number alone."""

    def shown(self, record, value, user):
        return record.copies_in_words()


class Disseminations(Listed):
    """Publications that were handed on, and how."""

    related = ("publication", "event", "programme")
    publication = Name(pgettext_lazy("column", "Publication"), order_by="publication__title")
    copies = Copies(pgettext_lazy("column", "Copies"))
    medium = Text(pgettext_lazy("column", "As"))
    event = Seen(pgettext_lazy("column", "At"))
    programme = Seen(PROGRAMME)
    happened = When(WHEN, accessor="happened_on")

    class Meta:
        order_by = "-happened"


class Collections(Listed):
    """Collections with the publication that they stand in."""

    related = ("programme", "publication")
    title = Name(pgettext_lazy("column", "Collection"))
    programme = Seen(PROGRAMME)
    publication = Seen(pgettext_lazy("column", "Publication"))

    class Meta:
        order_by = "title"


class Stories(Listed):
    """News and stories, the newest first."""

    related = ("programme",)
    title = Name(pgettext_lazy("column", "Story"))
    kind = Text(KIND)
    programme = Seen(PROGRAMME)
    published = When(pgettext_lazy("column", "Published"), accessor="published_on")

    class Meta:
        order_by = "-published"
