"""The settings of the site, with one bare page more."""

from zhinan.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
