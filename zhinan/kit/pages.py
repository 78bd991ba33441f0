"""What requests ask for beside their address: a page of a list, or a short answer to a script."""

SAVING = "X-Zhinan-Save"  # the header by which a script saves one thing, and wants no page
LONGEST = 6  # digits of a page number that is read


def page_number(request, field="page"):
    """The page that the address asks for, 1 where it asks for none or for nonsense."""
    asked = request.GET.get(field, "")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) <= LONGEST else 1


def with_words(request, address="", **more):
    """`address` with the words by which a list is narrowed and sorted, and with `more`; without its page."""
    words = request.GET.copy()
    for name in ("page", "format"):
        words.pop(name, None)
    for name, value in more.items():
        words[name] = value
    return f"{address}?{words.urlencode()}" if words else address
