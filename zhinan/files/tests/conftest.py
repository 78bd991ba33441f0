"""What the tests of this room find: a folder of their own for contents."""

import pytest


@pytest.fixture(autouse=True)
def contents(settings, tmp_path):
    """The folder in which contents are stored, empty."""
    settings.MEDIA_ROOT = tmp_path / "contents"
    settings.LARGEST_FILE = 200_000
    return settings.MEDIA_ROOT
