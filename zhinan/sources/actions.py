"""How sources are laid beside records."""

from .models import Citation


def cite(record, source, *, section="", quote="", note=""):
    """Note that `record` rests on `source` at `section`; the same place twice is one citation."""
    citation, _ = Citation.objects.get_or_create(
        **Citation.pointer(record), source=source, section=section, defaults={"quote": quote, "note": note}
    )
    return citation
