"""The part of files on the page of their record."""

from zhinan.accounts import views

from ..access import readable
from ..models import SIZES, Use
from ..rules import in_bytes

BOX, SMALL_BOX = (640, 480), (160, 120)  # pixels that a picture may take on a page, and in a list for editing


def record_page(request, template, record, facts, edit=None, attach=None, **more):
    """As `accounts.views.record_page`, with the files of `record`; the template extends `files/record.html`.

    `attach(user, record)` says who is offered to add files, where others than those who may `edit` it are.
    """
    more |= {"files": files_of(record, request.user), "files_address": address_of(record)}
    if attach is not None:
        more["may_attach"] = attach(request.user, record)
    return views.record_page(request, template, record, facts, edit=edit, **more)


def address_of(record, *words):
    """The address of the files of `record`, or of what `words` name among them."""
    return record.get_absolute_url() + "".join(f"{word}/" for word in ("files", *words))


def files_of(record, user):
    """What `user` sees of the files of `record`, for `files/list.html`; one query.

    Returns {"pictures", "papers"}, lists of rows, and {"logo", "cover"}, a row or None. A row is {"file", "address",
    "size", "picture"}; a picture whose sizes are not made yet stands among the papers.
    """
    rows = [row_of(record, file) for file in readable(record, user)]
    pictures = [row for row in rows if row["picture"]]
    found = {use: next((row for row in pictures if row["file"].use == use), None) for use in (Use.LOGO, Use.COVER)}
    shown = [row for row in pictures if row not in found.values()]
    papers = [row for row in rows if not row["picture"]]
    return {"pictures": shown, "papers": papers, "logo": found[Use.LOGO], "cover": found[Use.COVER]}


def row_of(record, file):
    """One file of `record` as the templates show it."""
    address = address_of(record, file.pk)
    return {"file": file, "address": address, "size": in_bytes(file.size), "picture": picture_of(file, address)}


def picture_of(file, address):
    """{"src", "srcset", "small", "box", "small_box"} of a picture that can be shown, None for everything else.

    `src` is for browsers that cannot choose from `srcset`; `box` and `small_box` are (width, height) on the page.
    """
    if not file.is_ready():
        return None
    sources = {width: f"{address}{width}/" for width in file.widths()}
    if file.width <= SIZES[-1]:
        sources[file.width] = address
    src = sources[min((width for width in sources if width >= BOX[0]), default=max(sources))]
    srcset = ", ".join(f"{source} {width}w" for width, source in sources.items())
    boxes = {"box": fitted(file, BOX), "small_box": fitted(file, SMALL_BOX)}
    return {"src": src, "srcset": srcset, "small": sources[min(sources)], **boxes}


def fitted(file, box):
    """(width, height) of the picture `file` within `box`, never larger than it is."""
    scale = min(1, box[0] / file.width, box[1] / file.height)
    return max(1, round(file.width * scale)), max(1, round(file.height * scale))
