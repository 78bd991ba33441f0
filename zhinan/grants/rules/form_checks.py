"""Checks of what an application is: language, duration, subject, length, people."""

import math

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhinan.kit.languages import LANGUAGES
from zhinan.kit.punctuation import listed
from zhinan.questionnaires.forms.answering import count_words

from .passing import Check

YEAR = 12  # months


def form_checks(content, rules):
    """Yield the checks; those of what was left empty stay away, since it is missing; 2 queries."""
    about = content["about"]
    yield language_check(about, rules)
    yield words_check(about, rules)
    yield theme_check(about, rules)
    yield goals_check(about, rules)
    yield months_check(about, rules)
    yield plan_check(content)
    yield years_check(content)
    yield people_check(content["people"])


def language_check(about, rules):
    """Whether it is written in one of the languages of the call."""
    taken = rules.languages.split()
    names = listed(LANGUAGES.get(one, one) for one in taken)
    found = _("The application is in {language}.").format(language=LANGUAGES.get(about["language"], about["language"]))
    mend = _("Write it in one of these languages, and name that one: {names}.").format(names=names)
    rule = _("Languages: {names}").format(names=names)
    return Check("language", rule, about["language"] in taken, found, mend, "about")


def words_check(about, rules):
    """Whether the summary is short enough."""
    most, count = rules.summary_words, count_words(about["summary"])
    rule = ngettext("Summary of at most {n} word", "Summary of at most {n} words", most).format(n=most)
    found = ngettext("It has {n} word.", "It has {n} words.", count).format(n=count)
    mend = ngettext("Leave out {n} word.", "Leave out {n} words.", max(count - most, 1)).format(n=count - most)
    return Check("words", rule, count <= most, found, mend, "about")


def theme_check(about, rules):
    """Whether its priority area is one of the call, where the call has some."""
    names = [one.name for one in rules.themes.all()]
    if not names or not about["theme"]:
        return None
    found = _("It is for “{name}”.").format(name=about["theme"])
    mend = _("Choose one of these: {names}.").format(names=listed(names))
    return Check("theme", _("A priority area of the call"), about["theme"] in names, found, mend, "about")


def goals_check(about, rules):
    """Whether it serves one of the goals that the call is for, where it names some."""
    wanted = sorted(rules.goals.values_list("number", flat=True))
    if not wanted or not about["goals"]:
        return None
    found = pgettext("of an application", "It names: {goals}.").format(goals=listed(about["goals"]))
    mend = _("Name one of these goals, if it serves one: {goals}.").format(goals=listed(wanted))
    passed = not set(wanted).isdisjoint(about["goals"])
    return Check("goals", _("A goal that the call is for"), passed, found, mend, "about")


def months_check(about, rules):
    """Whether it is short enough, where the call says how long it may take."""
    most, months = rules.months_most, about["months"]
    if not most or not months:
        return None
    rule = ngettext("At most {n} month", "At most {n} months", most).format(n=most)
    found = ngettext("It takes {n} month.", "It takes {n} months.", months).format(n=months)
    return Check("months", rule, months <= most, found, _("Plan for a shorter time."), "about")


def plan_check(content):
    """Whether the work plan stays within the duration."""
    months = content["about"]["months"]
    if not months or not content["plan"]:
        return None
    last = max(one["last"] for one in content["plan"])
    found = _("The last step ends in month {last} of {months}.").format(last=last, months=months)
    mend = _("End every step within the duration, or plan for a longer time.")
    return Check("plan", _("A work plan within the duration"), last <= months, found, mend, "plan")


def years_check(content):
    """Whether the budget has lines in years of the duration alone."""
    months = content["about"]["months"]
    if not months or not content["budget"]:
        return None
    last, years = max(one["year"] for one in content["budget"]), math.ceil(months / YEAR)
    found = _("The last line is in year {last} of {years}.").format(last=last, years=years)
    mend = _("Put every line into a year of the project, or plan for a longer time.")
    return Check("years", _("A budget within the duration"), last <= years, found, mend, "budget")


def people_check(people):
    """Whether there are no more women than people."""
    if people["people"] is None or people["women"] is None:
        return None
    found = _("{women} of {people}.").format(**people)
    mend = _("Mend one of the two numbers.")
    return Check("people", _("No more women than people"), people["women"] <= people["people"], found, mend, "people")
