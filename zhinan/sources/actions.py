"""How sources are laid beside records."""

from .models import Citation, Listing


def cite(record, source, *, section="", quote="", note=""):
    """Note that `record` rests on `source` at `section`; the same place twice is one citation."""
    citation, _ = Citation.objects.get_or_create(
        **Citation.pointer(record), source=source, section=section, defaults={"quote": quote, "note": note}
    )
    return citation


def list_as(record, kind, extent, source, **facts):
    """Note that `source` gives the list `kind` of `record` to this `extent`; `facts` are the fields of Listing."""
    return Listing.objects.create(**Listing.pointer(record), kind=kind, extent=extent, source=source, **facts)
