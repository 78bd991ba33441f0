"""The search page."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import cache_control

from zhinan.accounts.models import audience_tokens, sees_everything
from zhinan.accounts.views import kind_word
from zhinan.codelists.models import Country, Goal
from zhinan.kit.guards import public
from zhinan.kit.languages import said
from zhinan.kit.pages import page_number
from zhinan.programmes.models import Programme
from zhinan.search.models import Index, NoIndex
from zhinan.search.models.query import read

from ..documents import KINDS
from ..figures import PLURALS

PER_PAGE = 20
LONGEST = 300  # characters of a query that are read
LONGEST_VALUE, MOST_VALUES = 20, 50  # of a facet
FACETS = {
    "kind": pgettext_lazy("facet", "Kind"),
    "programmes": pgettext_lazy("facet", "Programme"),
    "countries": pgettext_lazy("facet", "Country or area"),
    "goals": pgettext_lazy("facet", "Goal"),
    "year": pgettext_lazy("facet", "Year"),
}


@public
@cache_control(private=True, max_age=0)  # the index follows the history a moment later, so no page of it is kept
def search(request):
    """Everything that fits the words and the chosen facets, as far as the reader may see it."""
    text = request.GET.get("q", "")[:LONGEST]
    chosen = chosen_facets(request)
    tokens = None if sees_everything(request.user) else audience_tokens(request.user)
    words = {"query": text, "chosen": chosen}
    try:
        asked = {"tokens": tokens, "facets_filter": chosen, "page": page_number(request), "per_page": PER_PAGE}
        results = Index.open().search(text, **asked)
    except NoIndex:
        return render(request, "portal/search.html", words | {"no_index": True}, status=503)
    words |= {
        "results": results,
        "hits": [shown(hit) for hit in results.hits],
        "facets": facets(request, results, text, chosen),
        "clear": address(text, {}) if chosen else "",
        "before": address(text, chosen, results.page - 1) if results.page > 1 else "",
        "after": address(text, chosen, results.page + 1) if results.page < results.pages else "",
        "no_words": bool(text.strip()) and not read(text),
        "past_end": results.total > 0 and not results.hits,
    }
    return render(request, "portal/search.html", words)


def chosen_facets(request):
    """{facet: values} that the address asks for; programmes that the reader may not see are left out."""
    chosen = {}
    for name in FACETS:
        values = [value for value in dict.fromkeys(request.GET.getlist(name)) if 0 < len(value) <= LONGEST_VALUE]
        if values:
            chosen[name] = values[:MOST_VALUES]
    if "programmes" in chosen:
        keys = [value for value in chosen["programmes"] if value.isascii() and value.isdigit() and len(value) < 10]
        seen = Programme.objects.visible_to(request.user).filter(pk__in=keys).values_list("pk", flat=True)
        chosen["programmes"] = [str(key) for key in seen] or ["none"]
    return chosen


def address(text, chosen, page=1):
    """Address of a search for `text` with the `chosen` facets, made of what was read and of nothing else."""
    words = [("q", text)] if text else []
    words += [(name, value) for name, values in chosen.items() for value in values]
    return f"?{urlencode(words + ([('page', page)] if page > 1 else []))}"


def shown(hit):
    """A hit as its part of the page wants it."""
    model = KINDS[hit.kind]
    title = mark_safe(hit.marked_title)
    facts = [str(hit.year)] if hit.year else []
    return {
        "mark": model.mark,
        "kind": kind_word(model),
        "title": title,
        "url": hit.address,
        "snippet": mark_safe(hit.snippet),
        "facts": [*facts, mark_safe(hit.marked_title_zh)] if hit.title_zh else facts,
    }


def facets(request, results, text, chosen):
    """The facets with the names of their values, their counts, and the address that adds or takes away each."""
    made = []
    for name, label in FACETS.items():
        counts = results.facets.get(name, [])[:12]
        names = names_of(name, [value for value, _count in counts], request.user)
        options = [
            {
                "label": names[value],
                "count": count,
                "url": address(text, toggled(chosen, name, value)),
                "is_on": value in chosen.get(name, []),
            }
            for value, count in counts
            if value in names
        ]
        if options:
            made.append({"label": label, "options": options})
    return made


def names_of(facet, values, user):
    """{value: name} of those values of a facet that `user` may see, one query at most."""
    if facet == "kind":
        return {model._meta.model_name: PLURALS.get(model) for model in KINDS.values()}
    if facet == "countries":
        return {country.alpha3: str(country) for country in Country.objects.filter(alpha3__in=values)}
    if facet == "goals":
        rows = Goal.objects.filter(number__in=[value for value in values if value.isdigit()])
        return {
            str(goal.number): _("SDG {number} {name}").format(number=goal.number, name=said(goal, "name").text)
            for goal in rows
        }
    if facet == "programmes":
        rows = Programme.objects.visible_to(user).filter(pk__in=[value for value in values if value.isdigit()])
        return {str(programme.pk): str(programme) for programme in rows}
    return {value: value for value in values}


def toggled(chosen, name, value):
    """The chosen facets with `value` of the facet `name` added, or taken away where it is chosen."""
    values = chosen.get(name, [])
    return {**chosen, name: [each for each in values if each != value] if value in values else [*values, value]}
