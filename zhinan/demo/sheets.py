"""Sheets of paper of a world: PDFs of one line, that stand for signed copies, advices and evidence."""

from django.core.files.base import ContentFile

from zhinan.files.actions import attach

OBJECTS = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
    "<< /Length {length} >>\nstream\n{line}\nendstream",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
)


def laid(record, name, *, by):
    """A File `name`.pdf that `by` lays beside `record`; it says what it is, and that it is invented."""
    words = f"Practice world, everything here is invented: {name.replace('-', ' ')}"
    return attach(record, ContentFile(sheet(words), name=f"{name}.pdf"), by=by)


def sheet(words):
    """The bytes of a PDF of one page that says `words`, which are plain letters without brackets."""
    line = f"BT /F 12 Tf 60 770 Td ({words}) Tj ET"
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(OBJECTS, 1):
        places.append(len(body))
        text = one.replace("{length}", str(len(line))).replace("{line}", line)
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size, begins = len(OBJECTS) + 1, len(body)
    end = f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return body + f"{end}startxref\n{begins}\n%%EOF\n".encode()
