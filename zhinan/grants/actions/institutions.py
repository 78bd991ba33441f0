"""How an institution that is not recorded yet comes to be named in an application."""

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.history.actions import record, write
from zhinan.history.models import Entry
from zhinan.kit.forms import only_a_name
from zhinan.kit.languages import spoken
from zhinan.kit.lifecycle import NotNow
from zhinan.network.models import Organisation

MOST = 60  # institutions that one person names for a call


@transaction.atomic
def name_institution(call, name, *, by):
    """The institution called `name` as those of `call` know it, recorded now for its secretariat alone where it is new.

    Raises ValidationError for what is no name, NotNow where `by` named very many.
    """
    name, audience = only_a_name(name), call.staff()
    held = Organisation.objects.filter(audience=audience, name__iexact=name).order_by("pk").first()
    if held is not None:
        record(held, "named_again", by=by)
        return held
    if Organisation.objects.filter(pk__in=named_by(by), audience=audience).count() >= MOST:
        raise NotNow(_("You named very many new institutions. Ask the secretariat to record the others."))
    made = Organisation()
    write(made, {"name": name, "language": spoken(), "audience": audience}, by=by)
    return made


def named_by(user):
    """Keys of the institutions that `user` named."""
    return Entry.objects.filter(
        noun=Organisation._meta.label_lower, verb__in=("recorded", "named_again"), actor=user.pseudonym
    ).values("noun_id")  # fmt: skip
