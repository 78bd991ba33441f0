"""The settings of the site, with one bare page more."""

# Every setting of the site, whichever there are: only the addresses differ.
from zhinan.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
