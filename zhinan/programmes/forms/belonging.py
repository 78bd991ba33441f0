"""Records that belong to a programme: who may put them there, and what is worth a second look."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from zhinan.accounts.models import RoleName, keys_of
from zhinan.kit.forms import RecordForm

from .. import access

MOST = 5  # records that a warning names


class InProgramme(RecordForm):
    """A record that may belong to a programme: only the secretariat of that programme may put it there."""

    class Meta(RecordForm.Meta):
        pass

    def __init__(self, *args, user, **options):
        """A new record begins in the one programme that whoever adds it keeps."""
        super().__init__(*args, user=user, **options)
        if not self.instance.pk and "programme" in self.fields and "programme" not in (options.get("initial") or {}):
            self.initial["programme"] = only_programme(user)

    def clean_programme(self):
        """Refuse another secretariat's programme."""
        programme = self.cleaned_data["programme"]
        if programme is not None:
            only_own(self.user)(programme)
        return programme

    def clean_project(self):
        """Refuse a project of another secretariat's programme, unless the record has it already."""
        project = self.cleaned_data["project"]
        if project is not None and project.pk != self.initial.get("project"):
            only_own(self.user)(project.programme)
        return project


def only_programme(user):
    """The key of the one programme whose secretariat `user` is; None for none, and for several."""
    kept = keys_of(user, "programme", RoleName.SECRETARIAT)
    return next(iter(kept)) if len(kept) == 1 else None


def only_own(user, held=None):
    """A validator of programmes: refuses those whose records `user` does not keep, but for the one with key `held`."""

    def check(programme):
        is_held = programme is not None and programme.pk == held
        if not is_held and not access.keep_in(user, programme):
            raise ValidationError(_("Only the secretariat of this programme may put records there. Choose your own."))

    return check


def touched(form, *names):
    """Whether one of the texts or dates `names` is new, or says something else than before."""
    before, after = form.initial, form.cleaned_data
    return not form.instance.pk or any(str(before.get(name) or "") != str(after.get(name) or "") for name in names)


def alike(form, on=None, name="title"):
    """Warnings of records with the same title, in the same year where both have the partial date `on`."""
    if not touched(form, name, *([on] if on else [])):
        return []
    found = form._meta.model.objects.visible_to(form.user).filter(**{f"{name}__iexact": form.cleaned_data[name]})
    day, stem = on and getattr(form.instance, on), (on or "").removesuffix("_on")
    if day:
        same_year = {f"{stem}_earliest__year__lte": day.latest.year, f"{stem}_latest__year__gte": day.earliest.year}
        found = found.filter(Q(**{on: None}) | Q(**same_year))
    sentence = _("“{title}” in the same year is recorded already.") if day else _("“{title}” is recorded already.")
    found = found.exclude(pk=form.instance.pk)[:MOST]
    return [(sentence.format(title=one), one.get_absolute_url()) for one in found]


def too_early(form, on, programmes):
    """Warnings where the partial date `on` lies for certain before one of `programmes` began."""
    day = getattr(form.instance, on)
    if not day or not touched(form, on):
        return []
    sentence = _("{day} is before the programme “{programme}” began ({start}).")
    return [
        (sentence.format(day=day.in_words(), programme=one, start=one.starts_on.in_words()), one.get_absolute_url())
        for one in programmes
        if one is not None and one.starts_earliest and day.latest < one.starts_earliest
    ]
