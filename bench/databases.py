"""Databases of the servers: files, or a private PostgreSQL cluster. Each server's data are kept after loading, and every round starts from a copy."""

import glob
import os
import pathlib
import shutil
import signal
import subprocess

from waiting import free_port, wait_until

NAMES = ("tracking", "accounts")


class SqliteHome:
    """A server's two databases as files."""

    def __init__(self, folder):
        self.now = pathlib.Path(folder, "now")
        self.kept = pathlib.Path(folder, "kept")
        self.now.mkdir(parents=True)

    def places(self):
        """Absolute paths of the tracking database and of the accounts."""
        return [str(self.now / f"{name}.db") for name in NAMES]

    def keep(self):
        """Keeps the data as they are; the server must be stopped."""
        shutil.copytree(self.now, self.kept)

    def restore(self):
        """Puts the kept data back; the server must be stopped."""
        shutil.rmtree(self.now)
        shutil.copytree(self.kept, self.now)
        os.sync()


class PostgresHome:
    """A server's two databases in the cluster."""

    def __init__(self, cluster, name):
        self.cluster = cluster
        self.names = [f"{name}_{part}" for part in NAMES]
        for each in self.names:
            cluster.sql(f"CREATE DATABASE {each} TEMPLATE template0")

    def places(self):
        """Addresses of the tracking database and of the accounts, without the scheme."""
        return [f"postgres@127.0.0.1:{self.cluster.port}/{name}" for name in self.names]

    def keep(self):
        """Keeps the data as they are, with statistics as the database would have them soon; the server must be stopped."""
        for name in self.names:
            self.cluster.sql("VACUUM ANALYZE", database=name)
            self._copy(name, f"{name}_kept")

    def restore(self):
        """Puts the kept data back; the server must be stopped."""
        for name in self.names:
            self.cluster.sql(f"DROP DATABASE {name} WITH (FORCE)")
            self._copy(f"{name}_kept", name)
        self.cluster.sql("CHECKPOINT")
        os.sync()

    def _copy(self, old, new):
        # The last session of a stopped server may linger for a moment.
        self.cluster.sql(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            f"WHERE datname = '{old}' AND pid <> pg_backend_pid()"
        )
        self.cluster.sql(f"CREATE DATABASE {new} TEMPLATE {old} STRATEGY FILE_COPY")


class Cluster:
    """A private PostgreSQL cluster with PostgreSQL's own defaults, on a free loopback port."""

    def __init__(self, folder):
        self.programs = _programs()
        self.folder = str(folder)
        os.makedirs(self.folder)
        # PostgreSQL refuses to run as root; setpriv becomes the program.
        self.user = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
            self.user = [
                "setpriv",
                "--reuid=postgres",
                "--regid=postgres",
                "--init-groups",
            ]
        data = f"{self.folder}/data"
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        self._run("initdb", "-D", data, *options)
        self.port = free_port()
        self.log = open(f"{self.folder}/log", "wb")
        self.process = subprocess.Popen(
            [*self.user, f"{self.programs}/postgres", "-D", data, "-p", str(self.port)]
            + ["-k", self.folder, "-c", "listen_addresses=127.0.0.1"],
            cwd=self.folder,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def __enter__(self):
        try:
            wait_until(self._answers, 60, "PostgreSQL did not start")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)
        self.log.close()

    def sql(self, text, database="postgres"):
        """Runs a statement, and gives what it prints."""
        place = [
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-U",
            "postgres",
            "-d",
            database,
        ]
        return self._run("psql", *place, "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", text)

    def settings(self):
        """The settings that decide about durability and memory, as text."""
        names = ["fsync", "synchronous_commit", "full_page_writes", "shared_buffers"]
        return ", ".join(f"{name} {self.sql(f'SHOW {name}').strip()}" for name in names)

    def _answers(self):
        if self.process.poll() is not None:
            log = pathlib.Path(self.folder, "log").read_text()
            raise RuntimeError("PostgreSQL ended at its start:\n" + log)
        ready = [
            f"{self.programs}/pg_isready",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-q",
        ]
        return subprocess.run(ready, check=False).returncode == 0

    def _run(self, program, *arguments):
        command = [*self.user, f"{self.programs}/{program}", *arguments]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed: {done.stderr}")
        return done.stdout


def _programs():
    folders = sorted(
        glob.glob("/usr/lib/postgresql/*/bin"),
        key=lambda folder: float(folder.split("/")[-2]),
        reverse=True,
    )
    on_path = shutil.which("initdb")
    folders += [os.path.dirname(on_path)] if on_path else []
    return next(f for f in folders if os.path.exists(f"{f}/initdb"))
