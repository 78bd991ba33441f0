"""Short makers for the tests of config: installations that real processes work on."""

import os
import subprocess
import sys

from tests.installation import ROOT, Installation

ON_POSTGRESQL = bool(os.environ.get("ZHINAN_DATABASE"))
ADMINISTRATOR = {
    "--organisation": "Office of Trials",
    "--programme": "Programme of Trials",
    "--name": "Somebody",
    "--mail": "office@zhinan.example",
    "--language": "en",
    "--address": "",
    "--smtp": "files",
    "--from": "office@zhinan.example",
}
PASSWORD = "a word of many letters"


def words(answers):
    """Options of `zhinan init` for {option: answer}."""
    return [word for pair in answers.items() for word in pair]


def begun(folder, name):
    """An installation of an organisation's own in `folder`, made by `zhinan init`."""
    made = Installation(folder, name)
    (folder / "password").write_text(f"{PASSWORD}\n")
    answer = made.run("init", *words(ADMINISTRATOR), "--password-file", str(folder / "password"))
    assert (answer.returncode, answer.stderr) == (0, "")
    return made


def asked(installation, code):
    """What the Python lines `code` print, run on the installation."""
    settings = installation.settings | {"DJANGO_SETTINGS_MODULE": "zhinan.config.settings"}
    lines = f"import django\ndjango.setup()\n{code}"
    call = {"env": settings, "cwd": ROOT, "capture_output": True, "text": True}
    answer = subprocess.run([sys.executable, "-c", lines], **call)
    assert (answer.returncode, answer.stderr) == (0, "")
    return answer.stdout


def contents(folder):
    """{path: bytes} of each file below `folder`, but for the lock and the journal that every look at it touches."""
    passing = ("served.lock", "zhinan.sqlite3-wal", "zhinan.sqlite3-shm")
    kept = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in passing]
    return {str(path.relative_to(folder)): path.read_bytes() for path in kept}
