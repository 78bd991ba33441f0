"""Pictures: set anew without what the camera wrote into them, and made smaller."""

import struct
import zlib
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, ImageSequence

from ..models import Kind
from .kinds import Refused, damaged

MOST_PIXELS = 50_000_000  # of all frames together
FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.GIF: "GIF", Kind.WEBP: "WEBP"}
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
BROKEN = (OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError, struct.error, zlib.error)
LOOK = {"icc_profile", "transparency", "gamma"}  # what belongs to the look of a picture; all else is left behind
QUALITY = 82  # of the sizes
BEST = 92  # of a picture whose own quality is not known


def set_anew(body, kind):
    """(content, width, height): the picture in the open `body` as it is seen, without EXIF, XMP, comments, place.

    Turned as the camera says; several frames stay several. Raises Refused for one that is damaged or too large.
    """
    try:
        with Image.open(body, formats=[FORMATS[kind]]) as picture:
            frames = getattr(picture, "n_frames", 1) if kind is not Kind.JPEG else 1
            check_pixels(picture.width * picture.height * frames)
            written = several_frames(picture, kind) if frames > 1 else single(picture, kind)
    except BOMBS:
        raise too_many_pixels() from None
    except BROKEN:
        raise damaged(kind.label) from None
    with Image.open(BytesIO(written)) as seen:
        return ContentFile(written), *seen.size


def check_pixels(number):
    """Raise Refused where a picture has more pixels than are taken."""
    if number > MOST_PIXELS:
        raise too_many_pixels()


def too_many_pixels():
    """The refusal of a picture that would fill the memory."""
    millions = MOST_PIXELS // 1_000_000
    return Refused(
        _("This picture has more than {number} million pixels. Save it smaller and upload it again.").format(
            number=millions
        )
    )


def single(picture, kind):
    """The bytes of a picture of one frame."""
    picture.load()
    ImageOps.exif_transpose(picture, in_place=True)
    picture.info = look_of(picture)
    out = BytesIO()
    picture.save(out, FORMATS[kind], **quality_of(picture, kind))
    return out.getvalue()


def several_frames(picture, kind):
    """The bytes of a picture that moves."""
    frames, durations = [], []
    for frame in ImageSequence.Iterator(picture):
        durations.append(frame.info.get("duration", 100))
        still = frame.copy()
        still.info = look_of(frame)
        frames.append(still)
    out = BytesIO()
    more = {"loop": picture.info["loop"]} if "loop" in picture.info else {}
    frames[0].save(out, FORMATS[kind], save_all=True, append_images=frames[1:], duration=durations, **more)
    return out.getvalue()


def look_of(picture):
    """What `picture` notes about its own look."""
    return {name: value for name, value in picture.info.items() if name in LOOK}


def quality_of(picture, kind):
    """How a picture is written so that it loses nothing that can be seen."""
    if kind is Kind.JPEG:
        return {"quality": "keep" if picture.format == "JPEG" else BEST}
    return {"quality": BEST} if kind is Kind.WEBP else {}


def at_width(body, width, height):
    """The bytes of the first frame of the picture in the open `body` at `width` and `height`, as WebP.

    The same picture always gives the same bytes.
    """
    with Image.open(body) as picture:
        picture.draft("RGB", (width, height))  # a JPEG is read at a fraction of its size
        profile = picture.info.get("icc_profile") if picture.mode in ("RGB", "RGBA") else None
        colours = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    out = BytesIO()
    smaller = colours.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
    smaller.save(out, "WEBP", quality=QUALITY, icc_profile=profile)
    return ContentFile(out.getvalue())
