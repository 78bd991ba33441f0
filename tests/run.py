"""`make test`: the suite on SQLite, or with the word postgres on a PostgreSQL cluster of its own."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest


def postgres_programs():
    """Folder of PostgreSQL's server programs, the newest version first; None where there is none."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: -int(path.parts[-3]))
    found = homes[0] if homes else shutil.which("initdb")
    return Path(found).parent if found else None


def as_owner(words):
    """The command `words`, as the user postgres where we are root: PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *words] if os.getuid() == 0 else words


def with_cluster(programs, run):
    """Call `run(socket folder)` beside a fresh PostgreSQL cluster that listens on a socket alone."""
    home = Path(tempfile.mkdtemp(prefix="zhinan-pg-"))
    if os.getuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(home, account.pw_uid, account.pw_gid)
    quick = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"  # nothing here outlives the tests
    options = f"-c listen_addresses= -k {home} -c max_connections=60 {quick}"
    call = dict(check=True, stdout=subprocess.DEVNULL, cwd=home)
    initdb = [programs / "initdb", "-D", home / "data", "-E", "UTF8", "--locale=C.UTF-8", "-U", "zhinan", "-A", "trust"]
    control = [programs / "pg_ctl", "-D", home / "data", "-w", "-l", home / "log"]
    try:
        subprocess.run(as_owner(initdb), **call)
        subprocess.run(as_owner([*control, "-o", options, "start"]), **call)
        try:
            return run(home)
        finally:
            subprocess.run(as_owner([*control, "-m", "immediate", "stop"]), **call)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def suite(database=""):
    """Run the suite in a data folder of its own on the database at that address; returns the exit code.

    A file's tests run in one process, for worlds are loaded once a file, the long ones of `tests` first; WORKERS says
    how many processes there are. What Python compiles is kept, whatever the environment says: each process needs it.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="zhinan-test-") as folder:
        os.environ.update(ZHINAN_DATA=folder, ZHINAN_DATABASE=database, ZHINAN_WORLD="record")
        workers = os.environ.get("WORKERS") or str(min(os.cpu_count() or 1, 4) + 2)  # many tests wait for processes
        parallel = ["-n", workers, "--dist", "loadfile", "--no-loadscope-reorder"] if workers != "1" else []
        return int(pytest.main([*parallel, *os.environ.get("PYTEST_ARGS", "").split()]))


def main(words):
    """Run the suite on the database that `words` name."""
    if words != ["postgres"]:
        return suite()
    programs = postgres_programs()
    if programs is None:
        sys.stderr.write("PostgreSQL's server programs are not installed: apt-get install postgresql.\n")
        return 2
    return with_cluster(programs, lambda home: suite(f"postgresql://zhinan@/zhinan?host={home}"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
