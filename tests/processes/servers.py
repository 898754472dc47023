"""Servers as processes of their own, on free loopback ports: how each is started, asked, weighed and stopped."""

import base64
import os
import pathlib
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field

from waiting import free_port, wait_until

ADMIN = "admin"
ADMIN_PASSWORD = "correct-horse-battery-staple"
# MLflow's own packages don't hold the driver that plain postgresql:// means to its SQLAlchemy.
MLFLOW_SCHEME = "postgresql+psycopg2"


@dataclass
class Launch:
    """How a server is started: on which port, with which command, and what is in its environment besides.

    Where it has accounts, `authorization` is the header's value with which its administrator calls it.
    """

    port: int
    command: list
    environment: dict = field(default_factory=dict)
    authorization: str | None = None


def mlflow_launch(program, folder, tracking, accounts=None, arguments=()):
    """The start of a program that takes the arguments of `mlflow server`.

    Its databases are given by their addresses; without accounts it asks nobody who he is.
    """
    launch = Launch(free_port(), [program, "server"])
    launch.command += ["--host", "127.0.0.1", "--port", str(launch.port)]
    launch.command += ["--backend-store-uri", tracking]
    launch.command += ["--artifacts-destination", f"{folder}/artifacts", *arguments]
    if accounts is not None:
        ini = pathlib.Path(folder, "auth.ini")
        ini.write_text(
            "[mlflow]\n"
            "default_permission = READ\n"
            f"database_uri = {accounts}\n"
            f"admin_username = {ADMIN}\n"
            f"admin_password = {ADMIN_PASSWORD}\n"
        )
        launch.command += ["--app-name", "basic-auth"]
        launch.environment["MLFLOW_AUTH_CONFIG_PATH"] = str(ini)
        pair = base64.b64encode(f"{ADMIN}:{ADMIN_PASSWORD}".encode()).decode()
        launch.authorization = f"Basic {pair}"
    launch.environment["MLFLOW_FLASK_SERVER_SECRET_KEY"] = "a-key-of-this-server"
    launch.environment["MLFLOW_SERVER_ENABLE_JOB_EXECUTION"] = "false"
    return launch


class Server:
    """A running server; a context manager that stops it. `start_ms` is the time from exec to the first 200 of /health."""

    def __init__(self, title, launch, folder):
        self.title = title
        self.port = launch.port
        self.url = f"http://127.0.0.1:{self.port}"
        self.authorization = launch.authorization
        self.log_path = pathlib.Path(folder, "server.log")
        self.log = open(self.log_path, "ab")
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("MLFLOW_", "SLUICE_"))
        }
        began = time.perf_counter()
        self.process = subprocess.Popen(
            launch.command,
            cwd=folder,
            env=inherited | launch.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_until(self._answers, 120, f"{title} did not answer in time", 0.001)
            self.start_ms = (time.perf_counter() - began) * 1000
        except BaseException:
            self.stop()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """Ends the process, and what it started, by its own process group."""
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(30)
        except ProcessLookupError:
            pass
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.log.close()

    def resident_mb(self):
        """Resident memory (VmRSS) of the process and all that it started, in MB of 1,000,000 bytes."""
        kilobytes = sum(
            int(status.get("VmRSS", "0 kB").split()[0]) for status in self._family()
        )
        return kilobytes * 1024 / 1e6

    def wait_until_idle(self):
        """Waits until what it does behind its start is over: with all that it started it uses less than a tenth of a processor."""
        pause, used = 0.5, float("-inf")

        def is_idle():
            nonlocal used
            before, used = used, self._processor_seconds()
            return used - before < pause / 10

        wait_until(is_idle, 60, f"{self.title} does not come to rest", pause)

    def _processor_seconds(self):
        """Processor time that it and all that it started have used."""
        ticks = 0
        for status in self._family():
            try:
                stat = pathlib.Path("/proc", status["Pid"].strip(), "stat").read_text()
            except OSError:
                continue
            # Behind the program's name, which may hold blanks: the 14th and 15th field are user and system time.
            fields = stat.rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def _family(self):
        """What the system says of the process and of all that it started."""
        found = {}
        for path in pathlib.Path("/proc").glob("[0-9]*/status"):
            try:
                lines = path.read_text().splitlines()
            except OSError:
                continue
            found[int(path.parent.name)] = dict(line.split(":", 1) for line in lines)
        for pid, status in found.items():
            ancestor = pid
            while ancestor not in (0, self.process.pid):
                ancestor = int(found[ancestor]["PPid"]) if ancestor in found else 0
            if ancestor == self.process.pid:
                yield status

    def _answers(self):
        if self.process.poll() is not None:
            log = self.log_path.read_text(errors="replace")[-3000:]
            raise RuntimeError(f"{self.title} ended at its start:\n{log}")
        try:
            with socket.create_connection(
                ("127.0.0.1", self.port), timeout=5
            ) as connection:
                connection.sendall(
                    b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                )
                return b" 200 " in connection.recv(200).split(b"\r\n")[0]
        except OSError:
            return False
