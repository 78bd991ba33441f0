"""Everything that differs between one small machine and several big ones, read from the environment here alone."""

import contextvars
import fcntl
import importlib.util
import ipaddress
import os
import re
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
OWN = "own"  # the installation of an organisation; the others are demonstrations
DEMONSTRATIONS = ("record", "practice")
LANGUAGES = ("en", "zh-hans")
SHORTEST_SECRET = 32  # signs
LOOPBACK = ("localhost", "127.0.0.1", "::1")  # a mail server there needs no encryption, and has no certificate
LOCK = "served.lock"  # held by whoever serves the installation
KEPT = "settings"  # the file in the installation's folder that holds what `keep` was given
TRIAL = contextvars.ContextVar("trial", default=None)  # settings that are being checked before they are kept


class WrongSetting(ValueError):
    """A setting in the environment that cannot be used; its text says which one and what to write."""


@dataclass(frozen=True)
class Setting:
    """One variable of the environment: its name, what it is when unset, and what it is for.

    One of READERS may also stand in the installation's own file, where the environment comes first.
    """

    name: str
    default: str
    purpose: str

    def read(self):
        """The variable's text, or its default where it is unset or empty."""
        if (trial := TRIAL.get()) is not None and self.name in trial:
            return trial[self.name] or self.default
        return os.environ.get(self.name) or (kept().get(self.name) if self.name in READERS else "") or self.default

    def is_given(self):
        """Whether the environment says it, whatever the installation keeps."""
        return bool(os.environ.get(self.name))


DATA = Setting("ZHINAN_DATA", str(ROOT / "var"), "folder for everything that Zhinan writes")
WORLD = Setting("ZHINAN_WORLD", "", "installation under that folder: own, record or practice; empty: own, else record")
DATABASE = Setting("ZHINAN_DATABASE", "", "postgresql://user:password@host/name; empty: SQLite in the data folder")
SECRET = Setting("ZHINAN_SECRET", "", "key that signs sessions; empty: made once and kept in the data folder")
HOSTS = Setting("ZHINAN_HOSTS", "localhost 127.0.0.1", "host names that the site answers to, separated by spaces")
ORIGIN = Setting("ZHINAN_ORIGIN", "", "public address with scheme, as https://ssc.example.org; empty: no HTTPS rules")
PORT = Setting("ZHINAN_PORT", "8000", "port of the web server")
BIND = Setting("ZHINAN_BIND", "127.0.0.1", "IP address that the web server listens on")
WEB_WORKERS = Setting("ZHINAN_WEB_WORKERS", "2", "web processes")
CACHE = Setting("ZHINAN_CACHE", "", "redis://host:6379/0 for Valkey or Redis; empty: the database")
MEDIA = Setting("ZHINAN_MEDIA", "", "folder for uploaded files; empty: in the data folder")
UPLOAD = Setting("ZHINAN_UPLOAD", "20", "megabytes that an uploaded file may have")
KEEP_IMPORTS = Setting("ZHINAN_KEEP_IMPORTS", "90", "days that the rows and the file of an import are kept")
MAIL = Setting("ZHINAN_MAIL", "files", "smtp://user:password@host:587, or smtps://; files: mails are written as files")
MAIL_FROM = Setting("ZHINAN_MAIL_FROM", "zhinan@localhost", "address that mails come from")
LANGUAGE = Setting("ZHINAN_LANGUAGE", "en", "language of pages and mails where nobody asks for another: en, zh-hans")
DEBUG = Setting("ZHINAN_DEBUG", "", "1 shows developers' error pages; never on a public address")

ALL = tuple(one for one in tuple(globals().values()) if isinstance(one, Setting))  # in this order

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;"
    ),
}


def world():
    """Name of the installation; raises WrongSetting for another word than own, record or practice."""
    name = WORLD.read() or (OWN if stands(OWN) else DEMONSTRATIONS[0])
    if name not in (OWN, *DEMONSTRATIONS):
        raise WrongSetting(
            f"ZHINAN_WORLD is “{name}”. Write record or practice. The installation of an organisation is called own."
        )
    return name


def stands(name):
    """Whether the world `name` has a folder."""
    return (Path(DATA.read()) / name).is_dir()


def folder():
    """The installation's folder, made where it is missing; raises WrongSetting where that cannot be done."""
    path = Path(DATA.read()) / world()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise WrongSetting(
            f"ZHINAN_DATA is “{DATA.read()}”, and {path} cannot be made there ({trouble.strerror}). "
            "Name a folder that you may write to."
        ) from trouble
    if not os.access(path, os.W_OK | os.X_OK):
        raise WrongSetting(f"ZHINAN_DATA is “{DATA.read()}”, and {path} may not be written to. Name another folder.")
    return path


def may_start_over():
    """Raise WrongSetting where the folder is not one of ours, or the database stands elsewhere.

    To be asked before `secret`, which makes any folder look like ours.
    """
    path = folder()
    if any(path.iterdir()) and not (path / "secret").exists():
        raise WrongSetting(f"{path} holds other files than an installation of Zhinan. Empty it yourself.")
    if DATABASE.read():
        raise WrongSetting("ZHINAN_DATABASE names a database of its own: empty that one, then start without FRESH.")
    if (path / LOCK).exists() and is_served():
        raise WrongSetting(f"The installation in {path} is being served. End that first (Ctrl-C), then start over.")


def hold():
    """Hold the installation while it is served: the open lock file, or None where another process holds it.

    It is let go when the file is closed, at the latest when the process ends, however it ends.
    """
    file = (folder() / LOCK).open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def is_served():
    """Whether another process serves the installation."""
    held = hold()
    if held is None:
        return True
    held.close()
    return False


def start_over():
    """Throw away everything in the installation's folder but the key that this process has read from it.

    Raises WrongSetting as `may_start_over` does.
    """
    may_start_over()
    for thing in folder().iterdir():
        if thing.is_dir() and not thing.is_symlink():
            shutil.rmtree(thing)
        elif thing.name not in ("secret", LOCK):
            thing.unlink()


def kept():
    """{name: value} of the settings that the installation keeps; raises WrongSetting for a line that is none."""
    path = Path(DATA.read()) / world() / KEPT
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    found = {}
    for number, line in enumerate(lines, 1):
        name, sign, value = line.partition("=")
        if line.strip() and not line.startswith("#"):
            if not sign or name not in READERS:
                raise WrongSetting(f"{path}, line {number}: no setting that is kept there. Write NAME=VALUE.")
            found[name] = value
    return found


def keep(values):
    """Keep the settings `values` ({name: text}, an empty text forgets one) in the installation's file, all or none.

    Raises WrongSetting for one that cannot be used or is not kept there.
    """
    tried(values)
    found = {name: value for name, value in (kept() | values).items() if value}
    write_secretly(folder() / KEPT, "".join(f"{name}={value}\n" for name, value in found.items()))


def tried(values):
    """Raise WrongSetting where one of `values` ({name: text}) cannot be kept, each asked of what reads it."""
    for name, value in values.items():
        if name not in READERS:
            raise WrongSetting(f"{name} is not kept by an installation. Set it in the environment.")
        if len(value.splitlines()) > 1 or value != value.strip():
            raise WrongSetting(f"{name} is written on one line, without spaces around it.")
    token = TRIAL.set(values)
    try:
        for name in values:
            READERS[name]()
    finally:
        TRIAL.reset(token)


def write_secretly(path, text):
    """Write `text` into the file `path`, whole or not at all, readable by its owner alone."""
    temporary = path.with_suffix(f".{os.getpid()}")
    temporary.touch(mode=0o600)
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def check():
    """Read every setting once; raises WrongSetting for the first one that cannot be used."""
    for read in (world, *READERS.values(), cache, debug, database, secret):
        read()


def language():
    """The language of the site where nobody asks for another; raises WrongSetting where it speaks none such."""
    if LANGUAGE.read() not in LANGUAGES:
        raise WrongSetting(f"ZHINAN_LANGUAGE is “{LANGUAGE.read()}”. Write en or zh-hans.")
    return LANGUAGE.read()


def hosts():
    """The host names that the site answers to; raises WrongSetting where one is no host name."""
    names = HOSTS.read().split()
    if not names or not all(re.fullmatch(r"\*|\.?[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\]", name) for name in names):
        raise WrongSetting(
            f"ZHINAN_HOSTS is “{HOSTS.read()}”. Write host names without scheme or port, separated by spaces."
        )
    return names


def hosts_with(address):
    """What HOSTS says for a site with the public `address`; empty for one that has none."""
    return f"{urlsplit(address).hostname} {HOSTS.default}" if address else ""


def origin():
    """The site's public address, or an empty text; raises WrongSetting where it is none."""
    address = ORIGIN.read().rstrip("/")
    if address and not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?", address):
        raise WrongSetting(f"ZHINAN_ORIGIN is “{ORIGIN.read()}”. Write it as https://ssc.example.org, without a path.")
    return address


def mail_from():
    """The address that mails come from; raises WrongSetting where it is none."""
    address = MAIL_FROM.read()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise WrongSetting("ZHINAN_MAIL_FROM is no mail address. Write it as office@example.org.")
    return address


def debug():
    """Whether developers' error pages are shown; raises WrongSetting for another word than 1."""
    if DEBUG.read() not in ("", "0", "1"):
        raise WrongSetting(f"ZHINAN_DEBUG is “{DEBUG.read()}”. Write 1, or leave it empty.")
    return DEBUG.read() == "1"


def port():
    """The web server's port as a whole number; raises WrongSetting where it is none."""
    return _number(PORT, 1, 65535)


def web_workers():
    """How many web processes there are to be; raises WrongSetting where it is no number."""
    return _number(WEB_WORKERS, 1, 256)


def upload():
    """The bytes that an uploaded file may have; raises WrongSetting where it is no number."""
    return _number(UPLOAD, 1, 2000) * 1024 * 1024


def keep_imports():
    """The days that the rows and the file of an import are kept; raises WrongSetting where it is no number."""
    return _number(KEEP_IMPORTS, 1, 3650)


def bind():
    """The IP address that the web server listens on; raises WrongSetting where it is none."""
    try:
        return str(ipaddress.ip_address(BIND.read()))
    except ValueError:
        raise WrongSetting(f"ZHINAN_BIND is “{BIND.read()}”. Write an IP address, as 127.0.0.1 or 0.0.0.0.") from None


def _number(setting, least, most):
    """The whole number that `setting` holds, between `least` and `most`."""
    text = setting.read()
    if not (text.isascii() and text.isdigit() and len(text) < 7 and least <= int(text) <= most):
        raise WrongSetting(f"{setting.name} is “{text}”. Write a number between {least} and {most}.")
    return int(text)


def database():
    """Django's description of the default database; raises WrongSetting for an address it cannot read."""
    address = DATABASE.read()
    if not address:
        # Opening the file and setting it up costs as much as ten questions: a thread keeps its connection.
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder() / "zhinan.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": SQLITE,
        }
    parts = _parts(address)
    if parts is None or parts.scheme not in ("postgresql", "postgres") or len(parts.path) < 2:
        raise WrongSetting("ZHINAN_DATABASE cannot be read. Write postgresql://user:password@host:5432/name.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _parts(address):
    """The parts of `address`, or None where it is none: a port that is no number, say."""
    try:
        parts = urlsplit(address)
        return parts if parts.port is None or parts.port else None
    except ValueError:
        return None


def cache():
    """Django's description of the default cache: the database, or Valkey where it is set."""
    if address := CACHE.read():
        parts = _parts(address)
        if parts is None or parts.scheme not in ("redis", "rediss") or not parts.hostname:
            raise WrongSetting("ZHINAN_CACHE cannot be read. Write redis://host:6379/0.")
        if importlib.util.find_spec("redis") is None:
            raise WrongSetting(
                "ZHINAN_CACHE needs the Python package redis: install it beside Zhinan, or leave it empty."
            )
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": address}
    return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "zhinan_cache"}


def secret():
    """The signing key: the one that is set, else one made once and kept readable by the owner only."""
    if key := SECRET.read():
        if len(key) < SHORTEST_SECRET:
            raise WrongSetting(
                f"ZHINAN_SECRET is too short. Write {SHORTEST_SECRET} signs or more that nobody can guess."
            )
        return key
    path = folder() / "secret"
    if not path.exists():
        write_secretly(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8")


def mail():
    """Django's settings for outgoing mail; raises WrongSetting for an address it cannot read."""
    address = MAIL.read()
    if address == MAIL.default:
        return {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "FILES": folder() / "mails"}
    parts = _parts(address)
    if parts is None or parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise WrongSetting("ZHINAN_MAIL cannot be read. Write smtp://user:password@host:587.")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "HOST": parts.hostname,
        "PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "SSL": parts.scheme == "smtps",
        "TLS": parts.scheme == "smtp" and parts.hostname not in LOOPBACK,
    }


READERS = {
    PORT.name: port,
    BIND.name: bind,
    WEB_WORKERS.name: web_workers,
    UPLOAD.name: upload,
    KEEP_IMPORTS.name: keep_imports,
    HOSTS.name: hosts,
    ORIGIN.name: origin,
    MAIL.name: mail,
    MAIL_FROM.name: mail_from,
    LANGUAGE.name: language,
}  # the settings that an installation keeps, each with what reads it
