"""`make bench`: measures each part in a process of its own, shows a table, and writes `results.json`."""

import argparse
import json
import os
import platform
import shutil
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import django

from tests.run import postgres_programs, with_cluster

HERE = Path(__file__).parent
WORK, RESULTS = HERE / "work", HERE / "results.json"
# Part and the folder of its installation. The site's database has to be there before its pages are measured.
PARTS = {"starts": "site", "pages": "site", "weight": "site", "figures": "figures", "search": "search"}
PARTS |= {"imports": "imports", "identity": "identity", "lists": "lists", "backup": "backup", "answers": "answers"}
PARTS |= {"attendance": "attendance", "grants": "grants", "awards": "awards", "sheet": "sheet"}
PARTS |= {"bundle": "bundle", "adding": "adding"}
SEARCH = {"question": "search over 100,000 documents, p95", "peer": "bare tantivy", "unit": "ms"}


def main():
    """Measure what the words ask for."""
    words = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    words.add_argument("--only", type=lambda text: text.split(","), default=list(PARTS), help="as figures,pages")
    words.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    words.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    asked = words.parse_args()
    if unknown := set(asked.only) - set(PARTS):
        words.error(f"no such part: {', '.join(sorted(unknown))}. Parts: {', '.join(PARTS)}.")
    if asked.part:
        return measure(asked.part, asked.into)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the clusters and servers end with it
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir()
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    results |= {"machine": machine(), "measured_on": datetime.now(UTC).isoformat(timespec="minutes")}
    for part in (part for part in PARTS if part in asked.only):
        say(f"measuring {part} ...", stream=sys.stderr)
        results[part] = in_a_process(part)
        if part == "figures":
            results["figures_postgresql"] = on_postgresql()
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    shutil.rmtree(WORK)
    show(results)
    return 0


def measure(part, target):
    """Measure `part` here and write what was found to the file `target`."""
    django.setup()
    found = import_module(f"bench.{part}").measure()
    if part == "search":
        row = found["plain"][-1]
        met = found["ratio"] <= found["target"]
        found |= SEARCH | {"ours": row["ours_p95"], "base": row["bare_p95"], "target": "at most 2", "met": met}
    target.write_text(json.dumps(found), encoding="utf-8")
    return 0


def in_a_process(part, database=""):
    """What `part` finds, measured in a process and a folder of its own."""
    folder, target = WORK / PARTS[part], WORK / f"{part}.json"
    quiet = {"stdout": subprocess.DEVNULL} if part != "search" else {}
    own = {"ZHINAN_DATA": str(folder), "ZHINAN_DATABASE": database, "ZHINAN_WORLD": "record"}
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "zhinan.config.settings", **own}
    if PARTS[part] == "site" and not (folder / "record").exists():
        subprocess.run([sys.executable, "-m", "zhinan", "demo", "--no-serve"], env=environment, check=True, **quiet)
    words = [sys.executable, "-m", "bench", "--part", part, "--into", str(target)]
    subprocess.run(words, env=environment, check=True, cwd=HERE.parent, **quiet)
    return json.loads(target.read_text(encoding="utf-8"))


def on_postgresql():
    """The figures on a PostgreSQL cluster of its own, or why not."""
    if os.environ.get("ZHINAN_BENCH_DB") != "postgres":
        return {"not_measured": "ask for it with ZHINAN_BENCH_DB=postgres"}
    programs = postgres_programs()
    if programs is None:
        return {"not_measured": "PostgreSQL's server programs are not installed"}
    return with_cluster(programs, lambda home: in_a_process("figures", f"postgresql://zhinan@/postgres?host={home}"))


def machine():
    """What was measured on, and how busy it was with other things at the start."""
    names = ("django", "granian", "tantivy", "psycopg")
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in names},
    }


def show(results):
    """Print what was found, a line each."""
    say(f"\n{'question':<62} {'ours':>9} {'peer':>9} {'ratio':>6}  {'target':<15} met")
    for part, found in results.items():
        if isinstance(found, dict) and "not_measured" in found:
            say(f"{part:<62} not measured: {found['not_measured']}")
        elif isinstance(found, dict) and "question" in found:
            question = f"{found['question']} ({found['unit']})"
            numbers = f"{found['ours']:>9} {found.get('base', ''):>9} {found.get('ratio', ''):>6}"
            say(f"{question[:62]:<62} {numbers}  {found['target']:<15} {'yes' if found['met'] else 'NO'}")
    say(f"\n{RESULTS.relative_to(HERE.parent)} has the rest; load at the start {results['machine']['load']:.1f}.")


def say(text, stream=sys.stdout):
    """Write a line."""
    stream.write(f"{text}\n")
    stream.flush()


if __name__ == "__main__":
    sys.exit(main())
