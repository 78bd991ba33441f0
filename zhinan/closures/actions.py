"""How an award is closed, and its lessons become a draft solution."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override, pgettext

from zhinan.accounts.models import STAFF, VISITOR
from zhinan.awards import actions as awards
from zhinan.awards.actions.locking import alone_with_award
from zhinan.awards.actions.people import receivers
from zhinan.grants.rules.parts import label
from zhinan.history.actions import record, write
from zhinan.kit.languages import ENGLISH, SITE, own_language
from zhinan.kit.lifecycle import NotNow
from zhinan.knowledge.models import Solution
from zhinan.knowledge.models.solutions import Status
from zhinan.monitoring.models import Narrative
from zhinan.notices.actions import tell
from zhinan.sources.actions import cite
from zhinan.sources.models import Source

from .models import Documented
from .rules import final_of, own_gates


def close(award, *, by, on, today, because=""):
    """Close `award` and its grant on the day `on`; raises NotNow with what is to be done before, ValidationError."""
    with alone_with_award(award.pk) as found:
        closed = awards.close_award(found, by=by, on=on, today=today, because=because, further=own_gates(found))
        tell(receivers(closed), gettext_noop("“{grant}” is closed."), closed, by=by, grant=str(closed))
        return closed


def document(award, *, by):
    """Turn the lessons of `award` into a draft solution that cites the final report; returns the Documented.

    Raises NotNow where that was done already, and before the final report is accepted.
    """
    with alone_with_award(award.pk) as award:
        if Documented.objects.filter(award=award).exists():
            raise NotNow(_("The lessons were turned into a solution already."))
        sent = final_of(award)
        if sent is None:
            raise NotNow(_("The final report is not accepted yet. Its lessons are what is documented."))
        solution = Solution()
        with override(SITE.get(own_language(award.grant), ENGLISH)):  # headings stand in the language of the texts
            write(solution, drafted(award.grant, sent), by=by)
            facts = proof(award, sent)
            section = pgettext("of a document", "version {number}").format(number=sent.number)
        source, _made = Source.objects.get_or_create(key=f"final-report-{sent.report_id}", defaults=facts)
        cite(solution, source, section=section, note=f"SHA-256 {sent.digest}")
        made = Documented.objects.create(award=award, solution=solution)
        record(award, "lessons_documented", by=by, changes={"solution": [None, str(solution)]})
        return made


def drafted(grant, sent):
    """What the solution says at first, as `kit.values` writes it: from `grant`, and from the report that was `sent`."""
    goals, parties = list(grant.goals.order_by("number")), list(grant.parties.all())
    spans = {name: getattr(grant, name) for name in ("starts_on", "ends_on")}
    who = [{"role": one.role, "organisation": one.organisation_id, "country": one.country_id} for one in parties]
    return {
        "title": grant.title,
        "language": grant.language,
        "audience": STAFF,  # a draft: whoever edits it says who may see it
        "challenges": grant.summary,
        "towards": told(sent.content["story"]),
        "status": Status.COMPLETED,
        "programme": grant.project.programme_id,
        "primary_goal": goals[0].pk if goals else None,
        "secondary_goals": [one.pk for one in goals[1:]],
        "countries": sorted({one.country_id for one in parties if one.country_id}),
        "parties": [{"id": None, **one} for one in who if one["organisation"]],
        **{name: day.text for name, day in spans.items() if day},
    }


def told(story):
    """What was achieved, and under their headings problems and lessons, of the `story` of a report."""
    texts = [story["achieved"].strip()]
    for name in ("problems", "lessons"):
        if story[name].strip():
            texts.append(f"{label(Narrative, name)}\n\n{story[name].strip()}")
    return "\n\n".join(one for one in texts if one)


def proof(award, sent):
    """What a source says of the final report that was `sent`; it names nobody, since everybody may read sources."""
    number = award.grant.number or award.grant_id
    is_open = award.grant.is_visible_to(VISITOR) and award.payer.is_visible_to(VISITOR)
    return {
        "file": f"report-{sent.report_id}-{sent.number}",
        "title": _("Final report of grant {number}").format(number=number),
        "publisher": str(award.payer)[:300] if is_open else "",
        "issued": sent.report.accepted_on.isoformat(),
    }
