"""A call of a world that was decided, and its awards: each as far as the steps of its data file go."""

import tomllib
from decimal import Decimal

from zhinan.accounts.actions import grant_role
from zhinan.grants import actions
from zhinan.grants.actions import assigning, moderating, reviewing
from zhinan.grants.models import Advice, Grant, Meeting, Outcome
from zhinan.grants.rules.verdicts import Verdict
from zhinan.history.actions import write
from zhinan.programmes.models import Programme
from zhinan.questionnaires import actions as questionnaires
from zhinan.questionnaires.models import Questionnaire, read

from .calls import opened, write_draft
from .past import Past
from .reading import WrongData
from .steps import take_all


def load_awards(folder, now, people):
    """Make the decided call that the folder `awards` of a world tells of, and what became of its grants.

    Every day is counted back from the moment `now`, so that the demonstration is always of the same age. `people` are
    {word: User} of the cast. Raises WrongData where a data file lacks something.
    """
    files = sorted((folder / "awards").glob("*.toml"))
    if not files:
        return
    said = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in files}
    try:
        call, proposals = said.pop("call"), list(said.values())
        past = Past(now, people, call["days"])
        take_all(decided(call, proposals, past), proposals, past)
    except KeyError as missing:
        raise WrongData(f"awards: {missing} is not said.") from None


def decided(said, proposals, past):
    """The grants of the call of the data file `said`, one for each of `proposals`: opened, judged, told, announced."""
    programme = Programme.objects.get(slug=said["call"]["programme"])
    for one in said["keepers"]:
        grant_role(past.people[one["account"]], one["role"], programme.scope())
    with past.on("opened") as now:
        asked = report_questions(said, programme, now)
        words = said["call"] | {"report_questionnaire": asked.pk}
        call = opened(said | {"call": words}, now, past.people)
    with past.on("sent") as now:
        rows = [sent(call, one, past, now) for one in proposals]
    with past.on("closed"):
        actions.close_call(call, by=None)
    judge(rows, proposals, past)
    decide(call, rows, proposals, said["meeting"], past)
    with past.on("told") as now:
        actions.send_letters(call, by=past.office, now=now)
    with past.on("announced") as now:
        actions.announce(call, by=past.office, now=now)
    return [Grant.objects.get(application=one) for one in rows]


def report_questions(said, programme, now):
    """The questionnaire that the reports of the call of the data file `said` answer."""
    words = said["questionnaire"]
    made = Questionnaire(slug=words["slug"])
    content = read(said["content"])
    questionnaires.create(made, {**words, "programme": programme.pk}, by=None, content=content)
    questionnaires.publish(made.draft(), by=None, now=now)
    return made


def sent(call, said, past, now):
    """The whole application of the data file `said`, sent to `call`."""
    told = said["application"] | {"starts_on": past.day(said["starts"]).isoformat()}
    made = write_draft(call, told, now, past.people)
    actions.submit(made, by=past.people[told["author"]], now=now)
    made.refresh_from_db()
    return made


def judge(applications, proposals, past):
    """Screen `applications`, have each reviewed as its data file says, and put it before the committee."""
    office, reviewer = past.office, past.people["reviewer"]
    with past.on("screened") as now:
        for one in applications:
            actions.find_eligible(one, by=office, now=now)
    with past.on("asked") as now:
        reviews = [assigning.ask(one, reviewer, by=office, now=now) for one in applications]
    with past.on("reviewed") as now:
        for review, said in zip(reviews, proposals, strict=True):
            criteria = review.application.rules.criteria.all()
            marks = {one: (points, "") for one, points in zip(criteria, said["marks"], strict=True)}
            words = {"advice": Advice.APPROVE, "comment": said["comment"]}
            reviewing.send(reviewing.keep(review, marks, words, by=reviewer), by=reviewer, now=now)
    with past.on("put_forward"):
        for one in applications:
            moderating.put_forward(one, by=office)


def decide(call, applications, proposals, said, past):
    """Hold the meeting of the committee of `call` that approves `applications`, and close its minutes."""
    with past.on("decided") as now:
        held = Meeting(call=call)
        values = {**said, "on": past.day(past.days["decided"]).isoformat(), "present": [past.people["committee"].pk]}
        write(held, values, by=past.office)
        actions.put_on_agenda(held, [one.pk for one in applications], by=past.office)
        for one, proposal in zip(applications, proposals, strict=True):
            one.refresh_from_db()
            verdict = Verdict(Outcome.APPROVED, Decimal(proposal["amount"]))
            actions.decide(one, verdict, meeting=held, by=past.office, now=now)
        actions.close_minutes(held, by=past.office)
