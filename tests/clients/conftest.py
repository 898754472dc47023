import postgres as private_cluster
import pytest
import servers


@pytest.fixture(scope="session")
def postgres():
    folder = private_cluster.programs()
    if folder is None:
        pytest.skip("PostgreSQL is not installed: no initdb found")
    cluster = private_cluster.Postgres(folder)
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def home(request, tmp_path_factory):
    """An empty place for a server, on either database."""
    on_postgres = request.param == "postgres"
    cluster = request.getfixturevalue("postgres") if on_postgres else None
    return servers.Home(tmp_path_factory.mktemp("home"), cluster)


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
