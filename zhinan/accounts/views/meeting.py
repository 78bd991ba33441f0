"""Two people at one record: what each of them wrote, and which of it is to stay."""

from zhinan.history.actions import changes_since, latest

MINE, THEIRS = "mine", "theirs"


def meet(form, record, typed):
    """(values, fields): what of the valid `form` is to be written, and the fields that somebody else changed too.

    A field that only another person changed keeps their value; one that both changed is put to whoever comes second,
    by `keep-<name>` in what was `typed`: mine or theirs. A choice counts while nothing newer has been written.
    """
    values, met = form.values(), []
    newest = latest(record)
    is_fresh = typed.get("met") == str(newest)
    seen = form.cleaned_data.get("seen") or 0
    for name, (then, now) in changes_since(record, seen if seen <= newest else 0).items():
        if name not in values or values[name] == now:
            continue
        choice = typed.get(f"keep-{name}") if is_fresh else None
        if same(values[name], then) or choice == THEIRS:
            del values[name]
        elif choice != MINE:
            met.append(
                {
                    "name": name,
                    "label": form.label_of(name),
                    "theirs": form.said(name, now),
                    "mine": form.said(name, values[name]),
                }
            )
    return values, {"fields": met, "newest": newest} if met else None


def same(mine, then):
    """Whether what was sent is what stood there when the form was opened; the order of rows does not matter."""
    if isinstance(mine, list) and mine and isinstance(mine[0], dict):
        return sorted(mine, key=repr) == sorted(then or [], key=repr)
    return mine == then or (mine in (None, "", []) and then in (None, "", []))
