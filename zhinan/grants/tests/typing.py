"""What a browser sends of the sections of an application."""

import re

from django.urls import reverse

from zhinan.grants import forms

ROWS = {name: made.rows[name] for made in (
    forms.PartnersForm, forms.BudgetForm, forms.MatchForm, forms.ResultsForm, forms.PlanForm, forms.RisksForm,
    forms.DocumentsForm,
) for name in made.rows}  # fmt: skip


def address(application, key):
    """The address of the section `key`."""
    return reverse("application-section", args=[application.pk, key])


def seen_in(answer):
    """The newest entry of the history that an opened form carries."""
    return re.search(r'name="seen" value="(\d+)"', answer.content.decode())[1]


def said(step="save", rows=(), held=0, **values):
    """What is sent: `values`, and `rows` as {name: [{column: value}]}, of which so many are `held` already."""
    words = {"step": step, **values}
    for name, lines in dict(rows).items():
        words |= {f"{name}-TOTAL_FORMS": len(lines), f"{name}-INITIAL_FORMS": held}
        for number, line in enumerate(lines):
            columns = dict.fromkeys(ROWS[name], "") | line
            words |= {f"{name}-{number}-{column}": value for column, value in columns.items()}
    return words


def write(client, application, key, **words):
    """Open the section and send it; returns the answer."""
    seen = seen_in(client.get(address(application, key)))
    return client.post(address(application, key), said(**{"seen": seen, **words}))
