"""A long form for a new record, one part of it at a time; what is typed in the others goes along, hidden."""

from django.shortcuts import render

GO = "go-"  # before the number of the part that is asked for


def asks(request):
    """Whether a form was sent for another part of it or for one more row, and not to be taken."""
    word = request.POST.get("step", "")
    return "more" in request.POST or word in ("on", "back", "change") or word.startswith(GO)


def page_of_part(request, form, words):
    """The page of that part of the long `form` whose turn it is; `words` are those of the page of any form."""
    parts = form.parts()
    part = parts[turn(request, form, parts) - 1]
    carried = [field for other in parts if other is not part for field in other.carried()]
    # A list and no generator, since the page reads it more than once.
    troubles = [(one, label, place, error) for one in parts for label, place, error in one.troubles()]
    wrong = {one.number for one, *_trouble in troubles}
    words |= {"part": part, "parts": parts, "carried": carried, "troubles": troubles, "wrong": wrong}
    words["unplaced"] = [*form.non_field_errors(), *(error for one in form.hidden_fields() for error in one.errors)]
    return render(request, "records/part.html", words)


def turn(request, form, parts):
    """The number of the part whose turn it is; the form then complains of what belongs to the moment alone."""
    word, at = request.POST.get("step", ""), within(request.POST.get("at"), parts)
    if not asks(request):  # it was opened, or was to be taken and cannot be
        return next((part.number for part in parts if part.troubles()), at)
    if word.startswith(GO):
        at = within(word.removeprefix(GO), parts)
        form.complain_not(but=parts[at - 1])
        return at
    if word == "on" and parts[at - 1].troubles():
        form.complain_not(but=parts[at - 1])
        return at
    form.complain_not()
    return within({"on": at + 1, "back": at - 1, "change": 1}.get(word, at), parts)


def within(text, parts):
    """The number of one of `parts` that `text` says; the first or the last one for what lies beyond."""
    text = str(text)
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    return min(max(number, 1), len(parts))
