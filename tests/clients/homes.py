"""Where the servers of these tests keep everything, and the programs that serve it."""

import os
import pathlib
import uuid

import servers

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


def sluice():
    built = REPOSITORY / "artifacts/bin/Sluice/debug/sluice"
    return os.environ.get("SLUICE_EXECUTABLE") or str(built)


def mlflow():
    """The real MLflow; None when there is none."""
    return os.environ.get("MLFLOW_EXECUTABLE")


class Home:
    """A folder, a tracking database and an account database."""

    def __init__(self, folder, cluster=None):
        self.folder = folder
        self.databases = None
        if cluster is not None:
            names = [f"t{uuid.uuid4().hex}" for _ in range(2)]
            for name in names:
                cluster.create_database(name)
            self.databases = [cluster.address(name) for name in names]

    def serve(self, program):
        """Starts a server on what is here; a context manager that stops it."""
        workers = ["--workers", "1"]
        launch = servers.mlflow_launch(
            program, self.folder, *self._addresses(program), arguments=workers
        )
        return servers.Server(program, launch, self.folder)

    def _addresses(self, program):
        if self.databases is None:
            return [f"sqlite:///{self.folder}/{n}.db" for n in ("mlflow", "auth")]
        scheme = servers.MLFLOW_SCHEME if program == mlflow() else "postgresql"
        return [f"{scheme}://{address}" for address in self.databases]
