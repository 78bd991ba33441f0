"""What an award brings forth: a grant in a project of its own, which its audience sees once the call is announced."""

from django.db.models import Q

from zhinan.accounts.models import RoleName, User
from zhinan.history.actions import write
from zhinan.history.models import ARCHIVE
from zhinan.kit.dates import last_day_of
from zhinan.kit.languages import plain
from zhinan.programmes.models import PartyName
from zhinan.results.models import Level

from ..models import Application, Grant
from ..states import CallState, State
from . import grants


def begin_grant(application, *, by, on):
    """The Grant of the awarded `application`, approved on the day `on`."""
    made, read = Grant(), Application.objects.select_related("call__programme", "theme")
    grants.add(made, values_of(read.get(pk=application.pk), on), by=by)
    return made


def values_of(application, on):
    """What the grant of `application` takes over, as `history.actions.write` has it."""
    call, starts = application.call, application.starts_on
    ends = last_day_of(starts, application.months) if starts and application.months else None
    return {
        "project": None,
        "programme": call.programme_id,
        "title": application.title,
        "language": plain(application.language),
        "audience": who_may_know(application),
        "summary": application.summary,
        "beneficiaries": application.beneficiaries,
        "sector": application.theme.name if application.theme else "",
        "goals": sorted(application.goals.values_list("pk", flat=True)),
        "state": State.APPROVED.value,
        "state_on": on.isoformat(),
        "approved_on": on.isoformat(),
        "starts_on": starts and starts.isoformat(),
        "ends_on": ends and ends.isoformat(),
        "parties": parties_of(application),
        "outputs": outputs_of(application),
    }


def who_may_know(application):
    """The token of who sees the grant until it is announced: its office, unless one of them must not know of it."""
    office = User.objects.holding(RoleName.SECRETARIAT, scope=application.call.programme.scope())
    bound = Q(pk__in=application.recusals.values("user")) | Q(pk__in=application.authors.values("user"))
    return RoleName.ADMINISTRATOR.value if office.filter(bound).exists() else application.call.staff()


def hide_grant(application, *, by):
    """Keep the grant of `application` from who must not know of it since a moment ago, until it is announced."""
    grant = application.grant
    if grant is not None and application.call.state != CallState.DECIDED:
        for one in (grant, grant.project):
            write(one, {"audience": who_may_know(application)}, by=by)


def parties_of(application):
    """Who takes part, with the institution that applies first."""
    rows = [(one.role, one.organisation_id, one.country_id) for one in application.parties.all()]
    lead = (PartyName.IMPLEMENTING.value, application.lead_id, None)
    rows = rows if any(one[1] == application.lead_id for one in rows) else [lead, *rows]
    return [
        {"id": None, "role": role, "organisation": organisation, "country": country}
        for role, organisation, country in dict.fromkeys(rows)
    ]


def outputs_of(application):
    """What it is to bring forth, in its words."""
    texts = application.planned_results.filter(level=Level.OUTPUT).values_list("text", flat=True)
    return [{"id": None, "position": n, "text": text} for n, text in enumerate(texts, 1)]


def put_away(grant, *, by):
    """Put `grant` and its project away: the award was taken back before anybody was told."""
    for one in (grant, grant.project):
        write(one, {"audience": ARCHIVE}, by=by, verb="archived")
