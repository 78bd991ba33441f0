"""What addresses of lists ask for."""

LONGEST = 6  # digits of a page number that is read


def page_number(request, field="page"):
    """The page that the address asks for, 1 where it asks for none or for nonsense."""
    asked = request.GET.get(field, "")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) <= LONGEST else 1
