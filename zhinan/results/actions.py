"""How indicators come to a framework and leave it, and how they are measured, corrected, and measurements withdrawn."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from zhinan.history.actions import alone_with, record, write
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.values import kept

from .models import Indicator, Measurement, Target


@transaction.atomic
def add_indicator(indicator, values, *, by):
    """Write a new indicator; that its framework has it stands in the history of the framework, too."""
    write(indicator, values, by=by)
    record(indicator.result.framework, "edited", by=by, changes={"indicator": [None, indicator.title]})


def strike_indicator(indicator, *, by):
    """Take `indicator` out of its framework; raises NotNow once something was measured by it."""
    with alone_with(indicator) as stored:
        if stored.measurements.exists():
            raise NotNow(_("It was measured already: what was said stays readable."), stored.get_absolute_url())
        held = {name: value for name, value in kept(stored).items() if value not in (None, "", [], {})}
        record(stored.result.framework, "edited", by=by, changes={"indicator": [stored.title, None]})
        record(stored, "taken_away", by=by, changes={name: [value, None] for name, value in held.items()})
        try:
            stored.delete()
        except ProtectedError:
            raise NotNow(_("A report of a grant speaks of it already."), stored.get_absolute_url()) from None


@transaction.atomic
def move_targets(project, before, after, *, by):
    """Let each target of `project` that ends on the day `before` end on the day `after`: the project ends later."""
    ends = {"starts_on__lte": after, "ends_on": before, "indicator__result__framework__project": project}
    for indicator in Indicator.objects.filter(pk__in=Target.objects.filter(**ends).values("indicator")):
        rows = kept(indicator)["targets"]
        moved = [row | {"ends_on": after.isoformat()} if row["ends_on"] == before.isoformat() else row for row in rows]
        write(indicator, {"targets": moved}, by=by)


@transaction.atomic
def measure(measurement, values, *, by):
    """Write the new `measurement` of an indicator; where it `replaces` one, that one does not hold any more.

    Raises ValidationError for values that it refuses, as a period that is measured already, and where another
    correction came before.
    """
    with alone_with(measurement.indicator):
        if measurement.replaces_id:
            earlier = Measurement.objects.select_for_update().get(pk=measurement.replaces_id)
            if not earlier.is_current:
                raise ValidationError(_("This measurement was corrected or withdrawn already."))
            end(earlier, by=by)
        write(measurement, values, by=by)


def end(measurement, *, by, **values):
    """Say that `measurement` does not hold any more, and set `values` of what may be said of it later."""
    for name, value in {"is_current": False, **values}.items():
        setattr(measurement, name, value)
    measurement.save(update_fields=["is_current", *values])
    record(measurement, "taken_away", by=by, changes={name: ["", str(value)] for name, value in values.items()})


@transaction.atomic
def take(measurement, values, *, by, why):
    """Write down what was offered to an indicator from elsewhere; returns the measurement that stands then.

    What was taken from the same place before, or stands for the same period, is replaced with the reason `why`. Raises
    NotNow, with the address, where the same is written down already; ValidationError for values that it refuses.
    """
    with alone_with(measurement.indicator) as indicator:
        current = indicator.measurements.current()
        same = current.filter(origin_key=measurement.origin_key).first()
        there = current.filter(starts_on=values["starts_on"], ends_on=values["ends_on"]).first()
        if same is not None and says_the_same(same, values):
            raise NotNow(_("This is written down already: {value}.").format(value=same), same.get_absolute_url())
        if same is not None and there is not None and same != there:
            raise NotNow(
                _("Another measurement stands for this period already. Withdraw one of the two first."),
                there.get_absolute_url(),
            )
        measurement.replaces = same or there
        measure(measurement, values | ({"why": why} if measurement.replaces else {}), by=by)
    return measurement


def says_the_same(measurement, values):
    """Whether `measurement` says what `values` say, for the same period, from as many."""
    names = ("starts_on", "ends_on", "value", "numerator", "denominator", "n", "asked", "answered")
    return all(
        getattr(measurement, name) == Measurement._meta.get_field(name).to_python(values.get(name)) for name in names
    )


@transaction.atomic
def withdraw(measurement, *, by, on, because):
    """Say on the day `on` that `measurement` should not stand here, and why; raises NotNow where it holds no more."""
    stored = Measurement.objects.select_for_update().get(pk=measurement.pk)
    if not stored.is_current:
        raise NotNow(_("This measurement was corrected or withdrawn already."))
    end(stored, by=by, withdrawn_on=on, withdrawn_because=because)
