"""A private PostgreSQL cluster, on a free loopback port and a socket in its own folder."""

import glob
import os
import pathlib
import shutil
import signal
import subprocess

from waiting import free_port, wait_until


def programs():
    """The folder of PostgreSQL's own programs, of the newest version; None when it is not installed."""
    folders = sorted(
        glob.glob("/usr/lib/postgresql/*/bin"),
        key=lambda folder: float(folder.split("/")[-2]),
        reverse=True,
    )
    on_path = shutil.which("initdb")
    folders += [os.path.dirname(on_path)] if on_path else []
    return next((f for f in folders if os.path.exists(f"{f}/initdb")), None)


class Cluster:
    """A running cluster with PostgreSQL's own defaults, besides settings that are given; a context manager that stops it.

    Its folder is made, and must lie where PostgreSQL's own user can enter when this process is root.
    """

    def __init__(self, folder, settings=()):
        self.programs = programs()
        self.folder = str(folder)
        os.makedirs(self.folder)
        # PostgreSQL refuses to run as root; setpriv becomes the program.
        self.user = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
            self.user = ["setpriv", "--reuid=postgres", "--regid=postgres"]
            self.user += ["--init-groups"]
        data = f"{self.folder}/data"
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        self._run("initdb", "-D", data, *options)
        self.port = free_port()
        arguments = ["-D", data, "-p", str(self.port), "-k", self.folder]
        for setting in ("listen_addresses=127.0.0.1", *settings):
            arguments += ["-c", setting]
        self.log = open(f"{self.folder}/log", "wb")
        self.process = subprocess.Popen(
            [*self.user, f"{self.programs}/postgres", *arguments],
            cwd=self.folder,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until(self._answers, 60, "PostgreSQL did not start")
        except BaseException:
            self.stop()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """Ends it as an operator would: connections are cut, what was committed stays."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def create_database(self, name):
        """Makes an empty database."""
        self.sql(f"CREATE DATABASE {name} TEMPLATE template0")

    def address(self, name):
        """The address of a database, without the scheme."""
        return f"postgres@127.0.0.1:{self.port}/{name}"

    def sql(self, text, database="postgres"):
        """Runs a statement, and gives what it prints."""
        place = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres"]
        quiet = ["-qAtX", "-v", "ON_ERROR_STOP=1"]
        return self._run("psql", *place, "-d", database, *quiet, "-c", text)

    def _answers(self):
        if self.process.poll() is not None:
            log = pathlib.Path(self.folder, "log").read_text()
            raise RuntimeError("PostgreSQL ended at its start:\n" + log)
        ready = [f"{self.programs}/pg_isready", "-h", "127.0.0.1"]
        ready += ["-p", str(self.port), "-q"]
        return subprocess.run(ready, check=False).returncode == 0

    def _run(self, program, *arguments):
        command = [*self.user, f"{self.programs}/{program}", *arguments]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed: {done.stderr}")
        return done.stdout
