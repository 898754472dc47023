"""Servers as processes of their own: Sluice, or the real MLflow, over given databases."""

import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

ADMIN = "admin"
ADMIN_PASSWORD = "correct-horse-battery-staple"
REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until(condition, seconds, complaint):
    """Asks until the condition holds, or fails after the deadline."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError(complaint)
        time.sleep(0.02)


def sluice():
    built = REPOSITORY / "artifacts/bin/Sluice/debug/sluice"
    return os.environ.get("SLUICE_EXECUTABLE") or str(built)


def mlflow():
    """The real MLflow; None when there is none."""
    return os.environ.get("MLFLOW_EXECUTABLE")


class Home:
    """Where a server keeps everything: a folder, a tracking database and an account database."""

    def __init__(self, folder, postgres=None):
        self.folder = folder
        self.databases = None
        if postgres is not None:
            self.databases = postgres.create_database(), postgres.create_database()

    def addresses(self, program):
        """The addresses of both databases as a program wants them."""
        if self.databases is None:
            return tuple(f"sqlite:///{self.folder}/{n}.db" for n in ("mlflow", "auth"))
        # With SQLAlchemy 2.1 plain postgresql:// means a driver that is not installed here.
        is_original = os.path.basename(program) == "mlflow" and program != str(
            REPOSITORY / "out/mlflow"
        )
        scheme = "postgresql+psycopg2" if is_original else "postgresql"
        return tuple(f"{scheme}://{address}" for address in self.databases)


class Server:
    """A running server; a context manager that stops it."""

    def __init__(self, program, home):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        tracking, accounts = home.addresses(program)
        ini = pathlib.Path(home.folder, "auth.ini")
        ini.write_text(
            "[mlflow]\n"
            "default_permission = READ\n"
            f"database_uri = {accounts}\n"
            f"admin_username = {ADMIN}\n"
            f"admin_password = {ADMIN_PASSWORD}\n"
        )
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("MLFLOW_", "SLUICE_"))
        }
        environment["MLFLOW_AUTH_CONFIG_PATH"] = str(ini)
        environment["MLFLOW_FLASK_SERVER_SECRET_KEY"] = "a-key-for-tests"
        environment["MLFLOW_SERVER_ENABLE_JOB_EXECUTION"] = "false"
        arguments = ["server", "--host", "127.0.0.1", "--port", str(self.port)]
        arguments += ["--app-name", "basic-auth", "--workers", "1"]
        arguments += ["--backend-store-uri", tracking]
        arguments += ["--artifacts-destination", f"{home.folder}/artifacts"]
        self.log_path = pathlib.Path(home.folder, "server.log")
        self.log = open(self.log_path, "ab")
        self.process = subprocess.Popen(
            [program, *arguments],
            cwd=home.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_until(self._answers, 90, "the server did not answer in time")
        except BaseException:
            self.stop()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(30)
        except ProcessLookupError:
            pass
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.log.close()

    def _answers(self):
        if self.process.poll() is not None:
            log = self.log_path.read_text(errors="replace")[-3000:]
            raise RuntimeError("the server ended at its start:\n" + log)
        try:
            with urllib.request.urlopen(self.url + "/health", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False
