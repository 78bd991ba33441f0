"""The archive of a grant as ZIP: the PDF, the words of each part, every file under its hash, and lists of them."""

from hashlib import sha256
from io import StringIO
from shutil import copyfileobj
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from zhinan.files.models import open_content
from zhinan.kit.sheets import write_csv
from zhinan.kit.typesetting import CannotSet

from .bundle import bundle_pdf
from .parts import moment

COLUMNS = ("path", "name", "beside", "kind", "bytes", "uploaded", "sha256")  # read by machines, in no language


def archived(bundle, stream):
    """Write `bundle` to the binary `stream` as ZIP, one file at a time; the same records give the same bytes.

    Raises FileNotFoundError where the content of a file is missing.
    """
    texts = {**document(bundle), "manifest.csv": manifest(bundle.filed)}
    texts |= {f"parts/{n:03}.json": one.canonical() for n, one in enumerate(bundle.parts, 1)}
    sums = {name: sha256(text).hexdigest() for name, text in texts.items()}
    files = {one.path: one.file for one in bundle.filed}
    sums |= {path: file.sha256 for path, file in files.items()}
    texts["sha256sums"] = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())).encode()
    with ZipFile(stream, "w") as package:
        for name, text in texts.items():
            package.writestr(entry(name, ZIP_DEFLATED), text)
        for path, file in files.items():
            whole = entry(path, ZIP_STORED)  # most of what is uploaded is packed already
            whole.file_size = file.size
            with open_content(file.stored) as content, package.open(whole, "w") as place:
                copyfileobj(content, place)


def document(bundle):
    """{name: bytes} of the PDF, or of why it cannot be set: an archive is never refused for a sign without a shape."""
    try:
        return {"bundle.pdf": bundle_pdf(bundle)}
    except CannotSet as trouble:
        return {"no-pdf.txt": f"{trouble}\n".encode()}


def entry(name, packing):
    """The head of one file, with no moment but the first that a ZIP knows."""
    made = ZipInfo(name)
    made.compress_type, made.external_attr = packing, 0o644 << 16
    return made


def manifest(filed):
    """The list of all files as CSV, as bytes: the same content may be named several times."""
    text = StringIO(newline="")
    rows = (
        (one.path, one.file.name, one.beside, one.file.kind, one.file.size, moment(one.file.uploaded_at),
         one.file.sha256)
        for one in filed
    )  # fmt: skip
    write_csv(COLUMNS, rows, text)
    return text.getvalue().encode()
