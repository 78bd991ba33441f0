"""CSV: in which encoding and with which delimiter somebody saved it."""

import codecs
import csv
import io
import re

from django.utils.translation import gettext as _

from .limits import WrongSheet

PIECE = 1_048_576  # bytes
SAMPLE = 65_536  # characters that the delimiter is judged by
DELIMITERS = (",", ";", "\t", "|")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
HIGH = re.compile(rb"[\x80-\xff]+")


def encoding_of(stream):
    """The name of the encoding that the binary `stream` is written in; raises WrongSheet where it is no text."""
    stream.seek(0)
    head = stream.read(4096)
    for mark, name in MARKS:
        if head.startswith(mark):
            return checked(stream, name)
    if b"\0" in head:
        odd, even = head[1::2].count(0), head[0::2].count(0)
        return checked(stream, "utf-16-le" if odd > even else "utf-16-be")
    if decodes(stream, "utf-8"):
        return "utf-8"
    # Chinese signs stand in pairs of high bytes; in Western text a high byte stands alone between letters.
    name = "gb18030" if in_pairs(stream) and decodes(stream, "gb18030") else "cp1252"
    return checked(stream, name)


def checked(stream, name):
    """`name` where the whole stream can be read so; raises WrongSheet."""
    if not decodes(stream, name):
        raise WrongSheet(
            _("The letters in this file cannot be read. Save it as “CSV UTF-8” or as XLSX, and upload that.")
        )
    return name


def decodes(stream, name):
    """Whether the whole of `stream` is text in the encoding `name`, without signs that no text has."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(name)()
    try:
        while piece := stream.read(PIECE):
            if "\0" in decoder.decode(piece):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def in_pairs(stream):
    """Whether most high bytes of `stream` stand in runs of even length."""
    stream.seek(0)
    even = odd = 0
    while piece := stream.read(PIECE):
        for run in HIGH.findall(piece):
            if len(run) % 2:
                odd += len(run)
            else:
                even += len(run)
    return even > odd


def delimiter_of(text):
    """The sign between the cells of `text`: the one that cuts its lines into the most equal rows."""
    best, most = ",", 0.0
    for sign in DELIMITERS:
        widths = [len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign) if row]
        widths = widths[:-1] or widths  # the last one may be cut off
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=wide.count)
        score = wide.count(usual) / len(widths) * min(usual, 10) ** 0.5
        if score > most:
            best, most = sign, score
    return best


def rows_of_text(stream, encoding, delimiter):
    """Yield the rows of a CSV file as lists of texts; raises WrongSheet where its quotation marks do not match."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    lines = csv.reader(text, delimiter=delimiter)
    try:
        yield from lines
    except csv.Error:
        raise WrongSheet(
            _("Line {line} cannot be read: a quotation mark is opened and not closed, perhaps.").format(
                line=lines.line_num
            )
        ) from None
    finally:
        text.detach()
