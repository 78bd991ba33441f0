"""What is kept of a record can be put back: over every record of the record world."""

import pytest
from django.apps import apps

from zhinan.accounts.models import Visibility
from zhinan.history.actions import write
from zhinan.kit.values import kept, names_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record_world")]
NOUNS = [
    model for model in apps.get_models() if issubclass(model, Visibility) and model.__module__.startswith("zhinan.")
]


@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model._meta.model_name)
def test_a_record_that_is_written_with_what_it_holds_stays_as_it_is(model):
    for record in model._default_manager.order_by("pk"):
        held = kept(record)
        assert (record, write(record, held, by=None), tuple(held)) == (record, None, names_of(model))


@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model._meta.model_name)
def test_every_value_has_a_label_that_is_written_for_people(model):
    bare = [field.name for field in model._meta.get_fields() if field.name in names_of(model) and is_bare(field)]
    assert bare == []


def is_bare(field):
    """Whether the label of a field was made from its name, and would read badly."""
    if field.auto_created:
        return "verbose_name_plural" not in field.related_model._meta.original_attrs
    return isinstance(field.verbose_name, str)
