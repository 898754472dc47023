import pathlib
import tempfile

import postgres as private_cluster
import pytest
import servers
from homes import Home


@pytest.fixture(scope="session")
def cluster():
    """A private PostgreSQL cluster. Nothing of it must survive the machine."""
    if private_cluster.programs() is None:
        pytest.skip("PostgreSQL is not installed: no initdb found")
    with tempfile.TemporaryDirectory(prefix="sluice-postgres-") as folder:
        # PostgreSQL's own user must reach its folder below.
        pathlib.Path(folder).chmod(0o755)
        with private_cluster.Cluster(f"{folder}/cluster", ["fsync=off"]) as running:
            yield running


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def home(request, tmp_path_factory):
    """An empty place for a server, on either database."""
    return made_home(request, tmp_path_factory.mktemp("home"))


@pytest.fixture(params=["sqlite", "postgres"])
def home_of_its_own(request, tmp_path):
    """The same for one test alone."""
    return made_home(request, tmp_path)


def made_home(request, folder):
    on_postgres = request.param == "postgres"
    return Home(folder, request.getfixturevalue("cluster") if on_postgres else None)


@pytest.fixture
def sign_in(monkeypatch):
    """Makes the stock client use a server as somebody, by the environment as users do."""

    def sign_in(server, user=servers.ADMIN, password=servers.ADMIN_PASSWORD):
        import mlflow

        monkeypatch.setenv("MLFLOW_TRACKING_URI", server.url)
        monkeypatch.setenv("MLFLOW_TRACKING_USERNAME", user)
        monkeypatch.setenv("MLFLOW_TRACKING_PASSWORD", password)
        monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "1")
        mlflow.set_tracking_uri(None)
        return mlflow.MlflowClient(server.url)

    return sign_in
