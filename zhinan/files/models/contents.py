"""Where the content of files lies: Django's storage, under the hash of the content."""

import secrets

from django.core.files.storage import default_storage

FOLDER = "content"


def keep(body, sha256):
    """Store `body`, an open Django File, and return the name that it lies under.

    A few signs follow the hash, so that each row has a content of its own, which can be dropped with it.
    """
    return default_storage.save(f"{FOLDER}/{sha256[:2]}/{sha256}.{secrets.token_hex(4)}", body)


def put(name, body):
    """Store `body` under `name`, in place of what lies there."""
    default_storage.delete(name)
    default_storage.save(name, body)


def open_content(name):
    """The content under `name`, open for reading; raises FileNotFoundError where it is missing."""
    return default_storage.open(name)


def drop(name):
    """Remove the content under `name`, if it is there."""
    default_storage.delete(name)


def last_changed(name):
    """The moment when the content under `name` was written."""
    return default_storage.get_modified_time(name)


def names():
    """Yield the names of all contents, as lists: those whose hashes begin alike together."""
    if not default_storage.exists(FOLDER):
        return
    for shelf in sorted(default_storage.listdir(FOLDER)[0]):
        yield [f"{FOLDER}/{shelf}/{name}" for name in sorted(default_storage.listdir(f"{FOLDER}/{shelf}")[1])]
