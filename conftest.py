"""What every test finds: plain static files, and hypothesis without a clock."""

import pytest
from hypothesis import settings as hypothesis_settings

hypothesis_settings.register_profile("zhinan", deadline=None)
hypothesis_settings.load_profile("zhinan")


@pytest.fixture(autouse=True)
def _installation(settings, tmp_path_factory):
    """An installation in a folder of its own: static files as they lie in the rooms, a cache in memory."""
    folder = tmp_path_factory.getbasetemp() / "installation"
    (folder / "static").mkdir(parents=True, exist_ok=True)
    settings.STATIC_ROOT = folder / "static"
    settings.SEARCH_FOLDER = tmp_path_factory.mktemp("search")
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
