"""A private PostgreSQL cluster for one test session."""

import glob
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

from servers import free_port, wait_until


def programs():
    """The folder of PostgreSQL's own programs, of the newest version; None when it is not installed."""
    folders = sorted(
        glob.glob("/usr/lib/postgresql/*/bin"),
        key=lambda folder: float(folder.split("/")[-2]),
        reverse=True,
    )
    on_path = shutil.which("initdb")
    folders += [os.path.dirname(on_path)] if on_path else []
    return next((f for f in folders if os.path.exists(f + "/initdb")), None)


class Postgres:
    def __init__(self, folder_of_programs):
        self.programs = folder_of_programs
        self.folder = tempfile.mkdtemp(prefix="sluice-postgres-")
        self.count = 0
        # PostgreSQL refuses to run as root; setpriv becomes the program.
        self.user = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
            self.user = ["setpriv", "--reuid=postgres", "--regid=postgres"]
            self.user += ["--init-groups"]
        data = self.folder + "/data"
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        self._run("initdb", "-D", data, "--locale=C.UTF-8", *options)
        self.port = free_port()
        self.log = open(self.folder + "/log", "wb")
        arguments = ["-D", data, "-p", str(self.port), "-k", self.folder]
        arguments += ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
        self.process = subprocess.Popen(
            [*self.user, self.programs + "/postgres", *arguments],
            cwd=self.folder,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until(self._answers, 60, "PostgreSQL did not start")
        except BaseException:
            self.stop()
            raise

    def create_database(self):
        """Makes an empty database; its address without the scheme."""
        self.count += 1
        name = f"t{self.count}"
        place = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres"]
        self._run("createdb", *place, "-T", "template0", name)
        return f"postgres@127.0.0.1:{self.port}/{name}"

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _answers(self):
        if self.process.poll() is not None:
            log = pathlib.Path(self.folder, "log").read_text()
            raise RuntimeError("PostgreSQL ended at its start:\n" + log)
        ready = [self.programs + "/pg_isready", "-h", "127.0.0.1"]
        ready += ["-p", str(self.port), "-q"]
        return subprocess.run(ready, check=False).returncode == 0

    def _run(self, program, *arguments):
        subprocess.run(
            [*self.user, f"{self.programs}/{program}", *arguments],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
        )
