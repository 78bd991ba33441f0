"""What the tests of imports find: files in a folder of their own."""

import pytest


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    """Uploaded files lie in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path
