"""Short makers for the tests of this room, and of those above it: contents of each kind, and files beside records."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from zhinan.files.actions import attach
from zhinan.files.rules.kinds import COMPOUND
from zhinan.files.rules.office import SECRET

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"
CAMERA = "A camera of somebody"
PLACE = (38.0, 43.0, 24.0)  # degrees, minutes, seconds


def upload(name="report.pdf", content=PDF):
    """An upload called `name`."""
    return SimpleUploadedFile(name, content)


def attached(record, name="report.pdf", content=PDF, by=None, **facts):
    """A file beside `record`."""
    return attach(record, upload(name, content), by=by, **facts)


def picture(format="JPEG", size=(40, 30), mode="RGB", **options):
    """The bytes of a picture whose halves differ."""
    drawn = Image.new(mode, size, 0)
    drawn.paste(Image.new(mode, (size[0] // 2, size[1]), "white" if mode != "CMYK" else (9, 9, 9, 9)))
    out = BytesIO()
    drawn.save(out, format, **options)
    return out.getvalue()


def told_by_a_camera(format="JPEG", size=(40, 30), orientation=1):
    """The bytes of a picture with place, camera and orientation in it."""
    facts = Image.Exif()
    facts[0x0112], facts[0x0110] = orientation, CAMERA
    facts.get_ifd(0x8825).update({1: "N", 2: PLACE, 3: "W", 4: PLACE})
    more = {"comment": CAMERA.encode()} if format in ("JPEG", "GIF") else {}
    return picture(format, size, exif=facts, **more)


def moving(format="GIF", frames=3, size=(20, 10), **options):
    """The bytes of a picture that moves."""
    drawn = [Image.new("L", size, 80 * number) for number in range(frames)]
    out = BytesIO()
    drawn[0].save(out, format, save_all=True, append_images=drawn[1:], duration=120, loop=0, **options)
    return out.getvalue()


def archive(**members):
    """The bytes of a zip archive; in the names of members a double underscore stands for a slash."""
    return archive_of({name.replace("__", "/"): content for name, content in members.items()})


def archive_of(members, compression=zipfile.ZIP_DEFLATED):
    """The bytes of a zip archive with `members` {name: bytes}."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return out.getvalue()


def types_of(main):
    """The list of content types of an Office document whose main part is of the type `main`."""
    return f'<Types><Override PartName="/main.xml" ContentType="application/{main}"/></Types>'.encode()


def office(main="vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", **members):
    """The bytes of an Office document."""
    words = {name.replace("__", "/"): content for name, content in members.items()}
    return archive_of({"[Content_Types].xml": types_of(main), "word/document.xml": b"<w/>", **words})


def open_document(mimetype="application/vnd.oasis.opendocument.text", manifest=b"<manifest/>", **members):
    """The bytes of an OpenDocument."""
    words = {"mimetype": mimetype.encode(), "META-INF/manifest.xml": manifest, "content.xml": b"<c/>"}
    return archive_of(words | {name.replace("__", "/"): content for name, content in members.items()})


def old_office(is_encrypted=False):
    """The beginning of a compound file, as Office wrote them until 2003, and writes them around encrypted documents."""
    return COMPOUND + bytes(504) + (SECRET if is_encrypted else b"WordDocument") + bytes(512)
