"""The servers that are compared, as processes of their own: how each is started, asked, weighed and stopped."""

import base64
import os
import pathlib
import signal
import socket
import subprocess
import time
from dataclasses import dataclass

from waiting import free_port, wait_until

ADMIN = "admin"
PASSWORD = "correct-horse-battery-staple"


@dataclass
class Kind:
    """A server that is compared."""

    name: str
    title: str
    program: str
    accounts: bool = False
    starts: int = 10  # how often its start is timed
    slowness: int = (
        1  # how many times as long its calls are measured, to see enough of them
    )
    sqlite_options: str = ""

    @property
    def is_fasttrackml(self):
        return self.name.startswith("fasttrackml")

    @property
    def is_mlflow(self):
        return self.name.startswith("mlflow")


class Server:
    """A running server; a context manager that stops it. `start_ms` is the time from exec to the first 200 of /health."""

    def __init__(self, kind, places, folder, on_postgres):
        self.kind = kind
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        pair = base64.b64encode(f"{ADMIN}:{PASSWORD}".encode()).decode()
        self.authorization = f"Basic {pair}" if kind.accounts else None
        self.log_path = pathlib.Path(folder, f"{kind.name}.log")
        self.log = open(self.log_path, "ab")
        command = self._command(self._addresses(places, on_postgres), folder)
        environment = self._environment(folder)
        began = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_until(
                self._answers, 120, f"{kind.title} did not answer in time", 0.001
            )
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
        parents, resident = {}, {}
        for status in pathlib.Path("/proc").glob("[0-9]*/status"):
            try:
                fields = dict(
                    line.split(":", 1) for line in status.read_text().splitlines()
                )
            except OSError:
                continue
            pid = int(status.parent.name)
            parents[pid] = int(fields["PPid"])
            resident[pid] = int(fields.get("VmRSS", "0 kB").split()[0]) * 1024
        total = 0
        for pid, size in resident.items():
            ancestor = pid
            while ancestor not in (0, self.process.pid):
                ancestor = parents.get(ancestor, 0)
            total += size if ancestor == self.process.pid else 0
        return total / 1e6

    def _addresses(self, places, on_postgres):
        if on_postgres:
            # With the SQLAlchemy that MLflow gets, plain postgresql:// means another driver.
            scheme = "postgresql+psycopg2" if self.kind.is_mlflow else "postgresql"
            scheme = "postgres" if self.kind.is_fasttrackml else scheme
            return [f"{scheme}://{place}" for place in places]
        slashes = "//" if self.kind.is_fasttrackml else "///"
        return [
            f"sqlite:{slashes}{place}{self.kind.sqlite_options}" for place in places
        ]

    def _command(self, addresses, folder):
        tracking, accounts = addresses
        if self.kind.is_fasttrackml:
            command = [self.kind.program, "server", "--database-uri", tracking]
            command += ["--listen-address", f"127.0.0.1:{self.port}"]
            return [*command, "--default-artifact-root", f"{folder}/artifacts"]
        command = [self.kind.program, "server", "--backend-store-uri", tracking]
        command += ["--host", "127.0.0.1", "--port", str(self.port)]
        command += ["--artifacts-destination", f"{folder}/artifacts"]
        if self.kind.accounts:
            pathlib.Path(folder, "auth.ini").write_text(
                "[mlflow]\n"
                "default_permission = READ\n"
                f"database_uri = {accounts}\n"
                f"admin_username = {ADMIN}\n"
                f"admin_password = {PASSWORD}\n"
            )
            command += ["--app-name", "basic-auth"]
        return command

    def _environment(self, folder):
        kept = {
            k: v
            for k, v in os.environ.items()
            if not k.startswith(("MLFLOW_", "SLUICE_"))
        }
        if self.kind.accounts:
            kept["MLFLOW_AUTH_CONFIG_PATH"] = f"{folder}/auth.ini"
        if self.kind.is_mlflow:
            kept["MLFLOW_FLASK_SERVER_SECRET_KEY"] = "a-key-for-the-benchmark"
            kept["MLFLOW_SERVER_ENABLE_JOB_EXECUTION"] = "false"
        return kept

    def _answers(self):
        if self.process.poll() is not None:
            log = self.log_path.read_text(errors="replace")[-3000:]
            raise RuntimeError(f"{self.kind.title} ended at its start:\n{log}")
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
