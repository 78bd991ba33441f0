"""Whether an institution has sent another proposal in the same year."""

from django.db.models import Q

from zhinan.network.models import Organisation

from ..models import Application
from ..states import SUBMITTED


def family_of(organisation):
    """The keys of `organisation`, of the one that it is part of, and of its own parts."""
    keys = set(Organisation.objects.filter(parent=organisation).values_list("pk", flat=True))
    return {organisation.pk, organisation.parent_id, *keys} - {None}


def proposed_already(application):
    """Whether another application of the same institution, its parent or one of its parts was sent in the year.

    To calls of the same fund, or of the same programme where the call names none; 2 queries.
    """
    call = application.call
    same = Q(call__fund=call.fund_id) if call.fund_id else Q(call__programme=call.programme_id)
    others = Application.objects.filter(same, call__year=call.year, state__in=SUBMITTED).exclude(pk=application.pk)
    return others.filter(lead__in=family_of(application.lead)).exists()
