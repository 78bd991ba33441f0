"""Documents set as PDF by Typst: the same payload and moment give the same bytes, everywhere and always."""

import hashlib
import json
import os
import threading
from functools import cache
from pathlib import Path

import fontpkg_noto_sans
import noto_cjk_sans_otc
import typst
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

FOLDER = Path(__file__).parent / "typst"
STANDARDS = ["a-2a", "ua-1"]  # for the archive, and for readers who listen
MOST_KEPT = 200  # PDFs that a folder keeps, the newest
_one_at_a_time = threading.Lock()  # a compiler keeps the payload that it was given last


class CannotSet(ValueError):
    """The document cannot be set; the text says why, `hints` what would mend it."""

    def __init__(self, message, hints=()):
        self.hints = tuple(hints)
        super().__init__(" ".join([f"{message.rstrip('.')}.", *self.hints]))


@cache
def _fonts():
    """The fonts of the packages and those that Typst brings along (a serif): never the machine's own."""
    folders = [Path(fontpkg_noto_sans.__file__).parent, Path(noto_cjk_sans_otc.__file__).parent]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


@cache
def _compiler(template):
    """The compiler of one template."""
    return typst.Compiler(template, root=FOLDER, font_paths=_fonts(), ignore_system_fonts=True)


def compile_pdf(template_name, payload, *, timestamp):
    """The template `typst/NAME.typ` filled with `payload` (a dict that JSON can hold), as the bytes of a PDF.

    `timestamp` is the document's moment, an aware datetime. Words of the payload are never read as markup. Raises
    CannotSet where a character has no glyph, a drawing is broken or a key of the payload is missing.
    """
    inputs = {"payload": json.dumps(payload, sort_keys=True)}
    try:
        with _one_at_a_time:
            return _compiler(FOLDER / f"{template_name}.typ").compile(
                format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=int(timestamp.timestamp())
            )
    except typst.TypstError as trouble:
        raise CannotSet(trouble.message, trouble.hints) from trouble


def kept_pdf(folder, template_name, payload, *, timestamp):
    """As `compile_pdf`, but set once only: the file is kept in `folder` under a hash of all that it is made of."""
    parts = [json.dumps(payload, sort_keys=True), str(timestamp), *map(Path.read_text, sorted(FOLDER.glob("*.typ")))]
    path = folder / f"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}.pdf"
    if not path.exists():
        content = compile_pdf(template_name, payload, timestamp=timestamp)
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        part.write_bytes(content)
        part.replace(path)
        for old in sorted(folder.glob("*.pdf"), key=lambda file: file.stat().st_mtime)[:-MOST_KEPT]:
            old.unlink(missing_ok=True)
    return path.read_bytes()


def as_pdf(content, name, *, is_shown=False, is_listed=True):
    """An answer with the PDF `content` as a file `name`: to be kept, or shown at once; search engines may list it."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'{"inline" if is_shown else "attachment"}; filename="{name}.pdf"'
    if not is_listed:
        answer["X-Robots-Tag"] = "noindex"
    return answer


def printed(request, make, name, back, **how):
    """What `make()` sets, answered by `as_pdf` with `how`; the page `back` with a sentence where it cannot be set."""
    try:
        content = make()
    except CannotSet as trouble:
        messages.error(request, _("This cannot be set as PDF: {trouble}").format(trouble=trouble))
        return redirect(back)
    return as_pdf(content, name, **how)
