"""The kinds of servers that are compared, and how each is started."""

from dataclasses import dataclass

import servers
from waiting import free_port


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

    def start(self, places, folder, on_postgres):
        """Starts one on its two databases; a context manager that stops it."""
        tracking, accounts = self._addresses(places, on_postgres)
        if self.is_fasttrackml:
            launch = self._fasttrackml(tracking, folder)
        else:
            launch = servers.mlflow_launch(
                self.program, folder, tracking, accounts if self.accounts else None
            )
        return servers.Server(self.title, launch, folder)

    def _addresses(self, places, on_postgres):
        if on_postgres:
            scheme = servers.MLFLOW_SCHEME if self.is_mlflow else "postgresql"
            scheme = "postgres" if self.is_fasttrackml else scheme
            return [f"{scheme}://{place}" for place in places]
        slashes = "//" if self.is_fasttrackml else "///"
        return [f"sqlite:{slashes}{place}{self.sqlite_options}" for place in places]

    def _fasttrackml(self, tracking, folder):
        port = free_port()
        command = [self.program, "server", "--database-uri", tracking]
        command += ["--listen-address", f"127.0.0.1:{port}"]
        command += ["--default-artifact-root", f"{folder}/artifacts"]
        return servers.Launch(port, command)
