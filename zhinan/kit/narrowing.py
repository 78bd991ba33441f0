"""Lists that are narrowed and sorted: what stays the same of one while nothing happens is recalled."""

import django_filters
from django.template.loader import render_to_string

SORTS = 3  # columns that a list is sorted by at once, at most


class Narrowed(django_filters.FilterSet):
    """What a list can be narrowed by. `glance` looks into the memory, where a list that `is_long` has its choices."""

    def __init__(self, words, records, *, glance, is_long):
        super().__init__(words, records)
        self.glance, self.is_long = glance, is_long

    def recalled(self, key, read):
        """What `read()` gives of the choices, under `key`; kept where the list is long."""
        return self.glance.recall(("choices", *key), (lambda: None) if self.is_long else read, read)

    def chosen(self):
        """((name, value)) of what narrows the list, as far as it can be read."""
        self.form.is_valid()  # what cannot be read is left out, and said at the field
        return tuple((name, str(value)) for name, value in self.form.cleaned_data.items() if value not in (None, ""))

    def drawn(self, order):
        """The form in HTML, the list being sorted by `order`: with hundreds of choices it is recalled with them."""

        def draw():
            return render_to_string("parts/narrowing.html", {"form": self.form, "sorted": order})

        return draw() if self.errors else self.recalled(("form", self.chosen(), order), draw)


def sorts(request, table):
    """The columns of `table` that the address asks to be sorted by; unknown ones count for nothing."""
    known = {column.name for column in table.columns if column.orderable}
    return tuple(word for word in request.GET.getlist("sort") if word.removeprefix("-") in known)[:SORTS]
