"""A PostgreSQL server of the tests' own: a temporary folder, a private socket, no TCP port."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

Command = list[str | Path]

_INITDB = ("-U", "caveat", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
_SETTINGS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c autovacuum=off"


@dataclass(frozen=True)
class PostgresServer:
    """A running server; `folder` holds its data and its socket."""

    folder: Path
    binaries: Path

    def url(self, database: str) -> str:
        return f"postgresql://caveat@/{database}?host={self.folder}"

    def create(self, database: str, *options: str) -> str:
        """Make a database with createdb's options and return its URL."""
        self._client("createdb", *options, database)
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database; each takes megabytes."""
        self._client("dropdb", "--force", database)

    def _client(self, program: str, *options: str) -> None:
        _run([self.binaries / program, "-h", self.folder, "-U", "caveat", *options], self.folder)


def binaries() -> Path | None:
    """Return the folder of initdb and pg_ctl: CAVEAT_PG_BIN, the newest installed, or the one in PATH."""
    if named := os.environ.get("CAVEAT_PG_BIN"):
        return Path(named)
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])
    )
    if installed:
        return installed[-1].parent
    in_path = shutil.which("initdb")
    return Path(in_path).resolve().parent if in_path else None


@contextmanager
def running(folder_of_binaries: Path) -> Iterator[PostgresServer]:
    """Run a server until the block ends."""
    with tempfile.TemporaryDirectory(prefix="caveat-pg-") as folder:
        server = PostgresServer(Path(folder), folder_of_binaries)
        user = unprivileged_user()
        shutil.chown(folder, user)
        cluster: Command = ["-D", server.folder / "cluster"]
        control: Command = [folder_of_binaries / "pg_ctl", *cluster, "-w"]
        options = f"-k '{folder}' {_SETTINGS}"
        _run([folder_of_binaries / "initdb", *cluster, *_INITDB], server.folder, user)
        _run([*control, "-l", server.folder / "log", "-o", options, "start"], server.folder, user)
        try:
            yield server
        finally:
            _run([*control, "-m", "immediate", "stop"], server.folder, user)


def unprivileged_user() -> str:
    """Return whom to run a server as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return getpass.getuser()
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(command: Command, folder: Path, user: str | None = None) -> None:
    """Run a program to its end; as `user`, where we are root and may choose."""
    entry = pwd.getpwnam(user) if user and os.geteuid() == 0 else None
    subprocess.run(
        command,
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=120,
        user=entry.pw_uid if entry else None,
        group=entry.pw_gid if entry else None,
        extra_groups=[] if entry else None,
    )
