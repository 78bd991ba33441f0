"""The command `zhinan`: reads the words, opens the installation, and calls `commands`."""

import argparse
import os
import sys
from datetime import date
from importlib import import_module

import django

from . import archive, environment

ABOUT = "Zhinan 指南 runs South-South cooperation programmes from need to proven result."
SETTINGS = "Settings come from the environment:\n" + "\n".join(
    f"  {setting.name:<20} {setting.purpose}" for setting in environment.ALL
)

STOPPED = 130  # the exit code of a program that Ctrl-C ended


def day(text):
    """A day written as 2021-01-31; for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day. Write it as 2021-01-31.") from None


def year(text):
    """A year written with four digits; for argparse."""
    if not (len(text) == 4 and text.isdigit()):
        raise argparse.ArgumentTypeError(f"“{text}” is not a year. Write it as 2020.")
    return int(text)


def parser():
    """Everything that can be typed after `zhinan`."""
    words = argparse.ArgumentParser(
        "zhinan", description=ABOUT, epilog=SETTINGS, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = words.add_subparsers(dest="command", required=True, metavar="COMMAND", title="commands")
    add_init(commands)
    demo = commands.add_parser("demo", help="make the demonstration installation and serve it")
    demo.add_argument("--no-serve", action="store_true", help="make it, and serve nothing")
    demo.add_argument(
        "--world",
        choices=environment.DEMONSTRATIONS,
        help="record: what published sources say (default); practice: invented",
    )
    demo.add_argument("--fresh", action="store_true", help="throw away what is there, and start over")
    commands.add_parser("serve", help="serve the pages, with a worker beside them")
    commands.add_parser("worker", help="only the worker: mail, search index, other work in the background")
    report = commands.add_parser("report", help="a programme's report of a year, with every figure and finding")
    report.add_argument("programme", metavar="PROGRAMME", help="the programme's short name, as global-ssdc")
    report.add_argument("year", metavar="YEAR", type=year, help="the year reported on, as 2020")
    report.add_argument("--as-of", type=day, metavar="DATE", help="cut-off day; default: the one the programme states")
    report.add_argument("--format", choices=("json", "html", "md", "pdf"), default="md", help="default: md")
    report.add_argument("--output", metavar="FILE", help="write to this file, not to the terminal")
    report.add_argument("--public", action="store_true", help="as a visitor sees it: without the findings")
    search = commands.add_parser("search", help="the search index")
    search.add_argument(
        "action", choices=("rebuild", "status"), help="rebuild: make it anew while the site runs; status: how it is"
    )
    codelists = commands.add_parser("codelists", help="countries, goals, purposes, currencies")
    codelists.add_argument(
        "action", choices=("load", "status"), help="load: bring them up to date; status: sources and numbers"
    )
    commands.add_parser("doctor", help="looks at database, index, queue, mail and cache, and says what to do")
    backup = commands.add_parser("backup", help="write the whole installation into one file, while it is served")
    backup.add_argument("file", metavar="FILE", help="a new file, or a folder in which one is named after the day")
    backup.add_argument("--verify", action="store_true", help="restore it on trial, and compare each row")
    restore = commands.add_parser("restore", help="put a backup in the place of the installation, all of it or nothing")
    restore.add_argument("file", metavar="FILE", help="a file that `zhinan backup` wrote")
    restore.add_argument("--replace", action="store_true", help="also where an installation stands already")
    commands.add_parser("upgrade", help="bring the installation up to this version, after a backup")
    return words


def add_init(commands):
    """What can be typed after `zhinan init`: an answer to each question that it asks."""
    init = commands.add_parser("init", help="begin an installation of your own; asks for what is not given")
    for option, help_words in (
        ("organisation", "your organisation's name"),
        ("programme", "your programme's name"),
        ("name", "the first administrator's name"),
        ("mail", "the first administrator's mail address"),
        ("password-file", "file whose first line is the first administrator's password; - for what is piped in"),
        ("language", "en or zh-hans"),
        ("address", "public address, as https://ssc.example.org"),
        ("smtp", "mail server, as smtp://user:password@host:587; files: none yet"),
        ("from", "address that mails come from"),
    ):
        init.add_argument(f"--{option}", metavar="WORDS", help=help_words)


def choose_world(words):
    """Name the world that a command is about where the environment does not; raises WrongSetting, NotKept.

    `init` and a first `serve` make an organisation's own; `demo` never touches that one; `restore` goes by the backup.
    """
    named = environment.WORLD.read()
    if words.command == "demo":
        wanted = words.world or named or environment.DEMONSTRATIONS[0]
        if wanted == environment.OWN:
            raise environment.WrongSetting("ZHINAN_WORLD is own, which is no demonstration. Write --world record.")
    elif words.command == "init":
        wanted = environment.OWN
        if named not in ("", wanted):
            raise environment.WrongSetting(f"ZHINAN_WORLD is {named}, and your installation is own. Unset it.")
    elif words.command == "restore":
        wanted = named or archive.manifest(words.file)["world"]
    else:
        is_first = words.command == "serve" and not any(map(environment.stands, environment.DEMONSTRATIONS))
        wanted = named or (environment.OWN if is_first else "")
    if wanted:
        os.environ["ZHINAN_WORLD"] = wanted


def main(arguments=None):
    """Run one command; returns its exit code: 0 done, 1 trouble that a person can mend, 2 wrong words or settings."""
    words = parser().parse_args(arguments)
    os.umask(0o077)  # what an installation holds is for its owner alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhinan.config.settings")
    try:
        choose_world(words)
        if getattr(words, "fresh", False):
            environment.may_start_over()
        environment.check()
        django.setup()
    except environment.WrongSetting as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 2
    except archive.NotKept as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    try:
        return import_module("zhinan.config.commands").run(words)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return STOPPED
