"""Copies of the package's tables with a change in them."""

import shutil

from zhinan.codelists.actions import FOLDER


def tables(folder, name, before, after):
    """A copy of the package's tables in `folder`, the text `before` of the file `name` replaced by `after`."""
    copy = folder / "tables"
    shutil.copytree(FOLDER, copy, dirs_exist_ok=True)
    path = copy / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    if text.count(before) != 1:
        raise ValueError(f"{before!r} stands {text.count(before)} times in {path.name}")
    path.write_text(text.replace(before, after), encoding="utf-8")
    return copy
