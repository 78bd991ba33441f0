"""Short makers for the tests of config: installations that real processes work on."""

import os
import socket
import subprocess
import sys
import threading

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


class MailServer:
    """A mail server for one conversation, that answers each line with the reply for its first word."""

    def __init__(self, **replies):
        self.replies = {"EHLO": "250 here", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on", "QUIT": "221 bye"}
        self.replies |= replies
        self.lines = []

    def __enter__(self):
        self.door = socket.socket()
        self.door.bind(("127.0.0.1", 0))
        self.door.listen()
        self.thread = threading.Thread(target=self.converse)
        self.thread.start()
        return self

    def __exit__(self, *trouble):
        self.thread.join(10)
        self.door.close()

    @property
    def address(self):
        """Where it listens."""
        return f"127.0.0.1:{self.door.getsockname()[1]}"

    def converse(self):
        """Answer one visitor until it goes."""
        visitor, _address = self.door.accept()
        with visitor, visitor.makefile("rwb") as line:
            reply = "220 here"
            while reply:
                line.write(f"{reply}\r\n".encode())
                line.flush()
                reply = self.reply_to(line)

    def reply_to(self, line):
        """The reply to the next line, or to the whole message that follows it."""
        words = line.readline().decode().strip()
        self.lines.append(words)
        if words.upper() == "DATA":
            line.write(f"{self.replies['DATA']}\r\n".encode())
            line.flush()
            while words != ".":
                words = line.readline().decode().strip()
                self.lines.append(words)
            return "250 taken"
        return self.replies.get(words.split(" ")[0].upper(), "250 ok") if words else ""
