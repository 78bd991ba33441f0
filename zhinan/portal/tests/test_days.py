"""Fields for a day hold it as every browser takes it, in each language."""

from datetime import date
from importlib import import_module

import pytest
from django import forms
from django.conf import settings
from django.utils import translation

DAY = date(2026, 11, 22)


def below(base):
    """Every class of forms under `base`, and so on."""
    for one in base.__subclasses__():
        yield one
        yield from below(one)


def days():
    """{name: field} of the fields for a day in all forms of ours."""
    import_module(settings.ROOT_URLCONF)
    return {
        f"{form.__module__}.{form.__name__}.{name}": field
        for form in below(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if form.__module__.startswith("zhinan.") and getattr(field.widget, "input_type", "") == "date"
    }


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_a_day_stands_in_its_field_as_a_browser_takes_it(language):
    with translation.override(language):
        wrong = [name for name, field in days().items() if field.widget.format_value(DAY) != "2026-11-22"]
    assert wrong == []


def test_the_fields_for_a_day_are_found():
    names = days()
    assert "zhinan.network.forms.OnForm.on" in names
    assert "zhinan.programmes.forms.rates.RateForm.on" in names
