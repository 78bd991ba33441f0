"""What every template may say: dates, numbers, verdicts, tiles, buttons, pages of a list."""

from decimal import Decimal
from functools import partial

from django import template
from django.utils import formats
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import pgettext, pgettext_lazy

from zhinan.kit.dates import span_in_words
from zhinan.kit.quantities import QUALIFIED, counted, word_before
from zhinan.kit.quantities import money as as_money

register = template.Library()

VERDICTS = {
    "supported": pgettext_lazy("verdict", "supported"),
    "unsupported": pgettext_lazy("verdict", "not supported"),
    "incomplete": pgettext_lazy("verdict", "incomplete"),
    "open": pgettext_lazy("verdict", "open"),
    "passed": pgettext_lazy("verdict", "passed"),
    "failed": pgettext_lazy("verdict", "not passed"),
}


@register.filter
def in_words(date):
    """A PartialDate as a reader expects it; nothing for None."""
    return "" if date is None else date.in_words()


@register.simple_tag
def span(start, end):
    """Two PartialDates as “2020 – 2021”, or as much of it as is known."""
    return span_in_words(start, end)


@register.filter(expects_localtime=True)
def day(moment):
    """A date or a moment as 25 September 2020, in the order of the reader's language; nothing for None."""
    return "" if moment is None else formats.date_format(moment, pgettext("date format", "j F Y"))


@register.filter
def number(value):
    """A number with the reader's separators, a whole Decimal without places; a dash for None, and words as they are."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        places = 0 if value == value.to_integral_value() else 2
        return formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)
    return formats.number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def money(amount, code):
    """An amount after its currency, as USD 12,500; a dash for None."""
    return "–" if amount is None else as_money(amount, code)


@register.simple_tag
def qualified(value, key, currency="", unit="", small=False):
    """A number with its qualifier, its currency and its unit: “more than 470 members”; words beside it may be `small`.

    `key` is one of Qualifier, or empty as what is exact.
    """
    beside = partial(format_html, "<small>{}</small>") if small else str
    shown = counted(number(value), unit)
    if currency:
        shown = format_html("{} {}", beside(currency), shown)
    word = word_before(key)
    return format_html(str(QUALIFIED), qualifier=beside(word), number=shown) if word else shown


@register.filter
def prose(text):
    """Plain text as paragraphs and bulleted lists: lines that begin with “- ” become a list; everything is escaped."""
    parts = []
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith("- "):
            item = f"<li>{escape(line[2:])}</li>"
            parts = (
                [*parts[:-1], parts[-1][:-5] + item + "</ul>"] if _ends_in_list(parts) else [*parts, f"<ul>{item}</ul>"]
            )
        elif line:
            parts.append(f"<p>{escape(line)}</p>")
    return mark_safe("\n".join(parts))


def _ends_in_list(parts):
    """Whether the last of `parts` is a list that can take one more item."""
    return bool(parts) and parts[-1].endswith("</ul>")


@register.filter
def words(text):
    """The words of `text`, to be gone through."""
    return text.split()


@register.filter
def mark_of(verdict):
    """The key of VERDICTS for a verdict on a statement."""
    marks = {"supported": "supported", "not_supported": "unsupported", "incomplete": "incomplete"}
    return marks.get(str(verdict), "open")


@register.filter
def triples(rows):
    """Rows of two or three values as three each: the third is the address of a record in second place, else empty."""
    return [row if len(row) == 3 else (*row, address_of(row[1])) for row in rows or ()]


def address_of(value):
    """The address of `value` where it is a record with a page, else an empty text."""
    return value.get_absolute_url() if hasattr(value, "get_absolute_url") else ""


@register.inclusion_tag("parts/verdict.html")
def verdict(key):
    """The mark of word and shape for one of VERDICTS; nothing for an empty `key`."""
    return {"key": key, "word": VERDICTS[key] if key else ""}


@register.inclusion_tag("parts/tile.html")
def tile(figure, url, as_of=None, verdict="", main=False):
    """The tile of a kit Figure, whole a link to `url`, the list behind it; asks the database for n.

    Without a `verdict` a figure that cannot be derived is open, and one whose lists are not whole is incomplete.
    """
    found = "open" if figure.value is None else "" if figure.is_whole else "incomplete"
    return {
        "value": figure.value,
        "qualifier_key": figure.qualifier,
        "currency": figure.currency,
        "unit": figure.unit,
        "label": figure.declaration.label,
        "n": figure.n() if figure.base is None else figure.base,
        "reason": figure.reason,
        "as_of": as_of,
        "url": url,
        "verdict_key": verdict or found,
        "main": main,
    }


@register.inclusion_tag("parts/actions.html")
def actions(items):
    """Buttons for `items`, each {"label", "url"} with "post" for a verb and "main" for the filled one.

    At most one is filled: the first that says so.
    """
    main = next((item for item in items or () if item.get("main")), None)
    return {"items": [{**item, "main": item is main} for item in items or ()]}


@register.inclusion_tag("parts/pager.html", takes_context=True)
def pager(context, page, field="page"):
    """Links to the pages of a list around `page`, a Django Page; other words of the address stay. Nothing for one."""
    words = context["request"].GET.copy()

    def address(to):
        words[field] = to
        return f"?{words.urlencode()}"

    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [(to, address(to) if isinstance(to, int) else "") for to in pages],
        "before": address(page.number - 1) if page.has_previous() else "",
        "after": address(page.number + 1) if page.has_next() else "",
    }


@register.simple_tag(takes_context=True)
def current(context, address):
    """For a link of the menu: "page" on the page itself, "true" on those below it, else nothing."""
    here = context["request"].path if "request" in context else ""
    if here == address:
        return "page"
    return "true" if address != "/" and here.startswith(address) else ""
