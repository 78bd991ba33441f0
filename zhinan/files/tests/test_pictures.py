"""Pictures are set anew without what the camera wrote into them, and made smaller."""

import struct
import zipfile
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from zhinan.files.models import EXTENSIONS, Kind
from zhinan.files.rules import Refused, at_width, examine

from .make import CAMERA, moving, picture, told_by_a_camera, upload
from .test_rules import MOST, refusal


def written(content):
    """What Pillow finds written into a picture beside what is seen, and all its bytes."""
    with Image.open(BytesIO(content)) as found:
        return dict(found.getexif()), {word for word in ("exif", "xmp", "comment", "Comment") if word in found.info}


def body_of(name, content):
    """The bytes of a picture as it is kept."""
    found = examine(upload(name, content), MOST)
    found.body.seek(0)
    return found.body.read()


@pytest.mark.parametrize(("name", "format"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")])
def test_place_and_camera_are_gone_from_a_picture_that_is_kept(name, format):
    before = told_by_a_camera(format)
    assert (CAMERA.encode() in before, written(before)[0] != {}) == (True, True)
    after = body_of(name, before)
    assert (CAMERA.encode() in after, b"Exif" in after, written(after)) == (False, False, ({}, set()))


def test_place_and_camera_are_gone_from_the_sizes_too():
    after = at_width(ContentFile(told_by_a_camera(size=(400, 300))), 320, 240).read()
    assert (CAMERA.encode() in after, b"EXIF" in after, written(after)) == (False, False, ({}, set()))


def test_comments_are_gone_from_every_frame_of_a_picture_that_moves():
    before = moving(comment=CAMERA.encode())
    after = body_of("moving.gif", before)
    with Image.open(BytesIO(after)) as found:
        assert (found.n_frames, found.info["duration"], found.info["loop"]) == (3, 120, 0)
    assert (CAMERA.encode() in before, CAMERA.encode() in after) == (True, False)


@pytest.mark.parametrize(("orientation", "size"), [(1, (40, 30)), (3, (40, 30)), (6, (30, 40)), (8, (30, 40))])
def test_a_picture_is_turned_as_the_camera_says(orientation, size):
    found = examine(upload("a.jpg", told_by_a_camera(orientation=orientation)), MOST)
    assert (found.width, found.height) == size
    with Image.open(found.body) as seen:
        first = seen.convert("L").getpixel((1, 1))
    assert first > 200 if orientation in (1, 6) else first < 50


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_a_picture_of_other_colours_can_be_made_smaller(mode):
    found = at_width(ContentFile(picture(mode=mode, size=(400, 200))), 320, 160)
    with Image.open(found) as seen:
        assert (seen.format, seen.size, seen.mode) == ("WEBP", (320, 160), "RGB")


def test_what_is_transparent_stays_so():
    drawn = BytesIO()
    Image.new("RGBA", (400, 200), (9, 9, 9, 0)).save(drawn, "PNG")
    kept = body_of("logo.png", drawn.getvalue())
    with Image.open(at_width(ContentFile(kept), 320, 160)) as seen:
        assert (seen.mode, seen.getpixel((5, 5))[3]) == ("RGBA", 0)


def test_the_same_picture_gives_the_same_bytes_each_time():
    content = told_by_a_camera(size=(900, 700))
    assert body_of("a.jpg", content) == body_of("b.jpg", content)
    sizes = [at_width(ContentFile(content), 320, 249).read() for _ in range(2)]
    assert sizes[0] == sizes[1]


def test_what_was_set_anew_is_left_as_it_is():
    once = body_of("a.png", told_by_a_camera("PNG"))
    assert body_of("a.png", once) == once


def bomb(width, height):
    """The bytes of a small PNG that says that it has many pixels."""
    content = picture("PNG")
    head = b"IHDR" + struct.pack(">II", width, height) + content[24:29]
    return content[:12] + head + struct.pack(">I", zipfile.crc32(head)) + content[33:]


@pytest.mark.parametrize("size", [(8000, 8000), (10_000, 10_000), (30_000, 30_000)])
def test_a_picture_of_absurd_size_is_refused_before_it_is_unpacked(size):
    assert refusal("a.png", bomb(*size)) == (
        "This picture has more than 50 million pixels. Save it smaller and upload it again."
    )


def test_the_frames_of_a_picture_count_together():
    said = refusal("a.gif", moving(frames=3, size=(4200, 4200)))
    assert said.startswith("This picture has more than 50 million pixels.")


@given(st.sampled_from(["JPEG", "PNG", "GIF", "WEBP"]), st.integers(12, 600), st.binary(min_size=1, max_size=9))
def test_a_damaged_picture_is_refused_or_can_be_shown(format, place, noise):
    content = picture(format, size=(64, 48))
    name = f"a.{EXTENSIONS[Kind[format]][0]}"
    try:
        kept = body_of(name, content[:place] + noise + content[place + len(noise) :])
    except Refused as refused:
        assert refused.message
    else:
        with Image.open(BytesIO(kept)) as seen:
            seen.load()


def test_a_picture_that_ends_too_early_is_damaged():
    assert refusal("a.jpg", picture(size=(400, 300))[:900]) == (
        "This file is damaged (JPEG picture). Open it where it comes from, save it anew and upload it again."
    )
