"""What was typed in a section is taken, beside what somebody else wrote there meanwhile."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from zhinan.accounts.views.meeting import MINE, THEIRS, meet, same
from zhinan.files.rules import Refused
from zhinan.history.actions import alone_with, changes_since, latest
from zhinan.questionnaires.rules import to_words

from .. import actions


def take(form, place, request, now):
    """Write what can be taken of `form`; returns (what both wrote, as `meet` gives it, or None; whether it is written).

    What is wrong stands at the form then. Raises NotNow where nothing can be written any more.
    """
    form.is_valid()
    lay = lay_in_rows if place.section is None else lay_uploads
    lay(form, place, request.user, now)
    write = actions.write_section if place.section is None else actions.write_answers
    with alone_with(place.application) as stored:
        if place.section is None:
            values, met = meet(form, place.application, request.POST)
        else:
            values, met = meet_answers(form, stored, request.POST, place.language)
        if met:
            return met, False
        try:
            write(place.application, values, by=request.user, now=now)
        except ValidationError as trouble:
            form.add_error(None, ValidationError(trouble.messages))
            return None, False
    return None, True


def lay_uploads(form, place, user, now):
    """Lay each upload of `form` beside the application; one that may not stay is refused at its field."""
    uploads = [(name, one) for name, one in form.cleaned_data.items() if isinstance(one, UploadedFile)]
    for name, upload in uploads:
        before = place.application.answers.get(name)
        try:
            file = actions.lay_file(place.application, upload, by=user, now=now, before=before)
        except Refused as refusal:
            form.add_error(name, refusal)
        else:
            form.cleaned_data[name] = str(file.pk)


def lay_in_rows(form, place, user, now):
    """Lay the uploads in the rows of `form` beside the application, each chosen in its row."""
    for row, upload in form.uploads():
        try:
            form.choose(row, actions.lay_file(place.application, upload, by=user, now=now))
        except Refused as refusal:
            row.add_error("upload", refusal)


def meet_answers(form, application, typed, language):
    """As `accounts.views.meeting.meet`, question by question of the answers that `application` holds."""
    values, met, newest = form.values(), [], latest(application)
    seen = typed.get("seen", "")
    seen = int(seen) if seen.isdecimal() and len(seen) < 19 else 0
    then, now = changes_since(application, min(seen, newest)).get("answers", ({}, {}))
    is_fresh = typed.get("met") == str(newest)
    for question in form.questions:
        key = question.key
        theirs, before = (now or {}).get(key), (then or {}).get(key)
        if key not in values or theirs == before or values[key] == theirs:
            continue
        choice = typed.get(f"keep-{key}") if is_fresh else None
        if same(values[key], before) or choice == THEIRS:
            del values[key]
        elif choice != MINE:
            said = [to_words(question, one, language) for one in (theirs, values[key])]
            met.append({"name": key, "label": form[key].label, "theirs": said[0], "mine": said[1]})
    return values, {"fields": met, "newest": newest} if met else None
