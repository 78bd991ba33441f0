"""Makers of what lies before a committee: applications with an amount, meetings with their agenda, decisions."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from django.utils import timezone
from pypdf import PdfReader

from zhinan.accounts.tests.make import user
from zhinan.grants import actions
from zhinan.grants.models import AgendaItem, BudgetLine, Decision, Meeting, Outcome
from zhinan.grants.rules.verdicts import Verdict
from zhinan.programmes.tests.make import programme

from .make import application, call

DAY = date(2026, 7, 27)


def office(found):
    """Somebody of the secretariat of the Call `found`."""
    return user("Secretariat", "secretariat", found.programme.scope())


def before_committee(found, *authors, asked=30_000, **facts):
    """An application to the Call `found` that lies before its committee, and asks for `asked`."""
    made = application(found, *authors, **{"state": "committee", **facts})
    BudgetLine.objects.create(application=made, heading="Travel", source="grant", amount=asked)
    BudgetLine.objects.create(application=made, heading="Staff", source="match", amount=asked)
    return made


def meeting(found, *applications, **facts):
    """A meeting of the committee of the Call `found` with `applications` on its agenda."""
    made = Meeting.objects.create(**{"call": found, "title": "July meeting", "on": DAY, **facts})
    for position, one in enumerate(applications, 1):
        AgendaItem.objects.create(meeting=made, application=one, position=position)
    return made


def approved(amount=20_000, **facts):
    """An approval of `amount`."""
    return Verdict(Outcome.APPROVED, Decimal(amount), **facts)


def decided(one, verdict, held, by):
    """The Decision of the meeting `held` about the application `one`."""
    return actions.decide(one, verdict, meeting=held, by=by, now=timezone.now())


def world(number=1, **rules):
    """(call, somebody of its office, its author, applications before the committee, a meeting with them)."""
    found = call(programme(name="Small grants"), code="C-2026", **rules)
    author = user("Applicant")
    rows = [before_committee(found, author, title=f"Rice {n}") for n in range(1, number + 1)]
    return found, office(found), author, rows, meeting(found, *rows)


def outcomes(one):
    """What was decided about the application `one`, oldest first."""
    return list(Decision.objects.filter(application=one).values_list("outcome", flat=True))


def text_of(answer):
    """What the PDF of `answer` says, in one line."""
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
