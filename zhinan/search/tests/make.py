"""Short makers for the tests of this room, and of those that search."""

import os
import subprocess
import sys
from itertools import count

from zhinan.search.actions import rebuild
from zhinan.search.models import Document, Index

KEYS = count(1)


def document(title="Rice growing", *, audience=("public",), **facts):
    """A document with a new id."""
    key = next(KEYS)
    facts = {"id": f"grants.grant:{key}", "kind": "grant", "address": f"/grants/{key}/", **facts}
    return Document(title=title, audience=tuple(audience), **facts)


def index_of(root, *documents):
    """An index of these documents in the folder `root`."""
    rebuild(documents, root=root)
    return Index(root)


def titles(results):
    """The titles that were found, sorted."""
    return sorted(hit.title for hit in results.hits)


def started(script, *arguments, **options):
    """Another Python process that runs `script` with Django set up; its standard output can be read line by line."""
    setup = "import sys, django; django.setup(); from pathlib import Path; root = Path(sys.argv[1])\n"
    return subprocess.Popen(
        [sys.executable, "-c", setup + script, *map(str, arguments)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "zhinan.config.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        bufsize=1,
        **options,
    )
