"""What a user of the published client does in a day."""

import homes
import mlflow
import pytest
from mlflow.entities import Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException


@pytest.fixture(scope="module")
def server(home):
    with home.serve(homes.sluice()) as running:
        yield running


@pytest.fixture
def client(server, sign_in):
    return sign_in(server)


@pytest.fixture
def experiment(client, request):
    return client.create_experiment(f"for {request.node.name}")


def test_an_experiment_is_found_by_its_id_and_name(client):
    number = client.create_experiment("first", tags={"team": "vision"})

    by_id = client.get_experiment(number)
    by_name = client.get_experiment_by_name("first")

    assert by_id.name == "first"
    assert by_id.tags["team"] == "vision"
    assert by_name.experiment_id == number
    assert client.get_experiment_by_name("none such") is None


def test_the_fluent_functions_record_a_run(client):
    mlflow.set_experiment("fluent")
    with mlflow.start_run(run_name="of a day") as active:
        mlflow.log_param("rate", 0.1)
        mlflow.log_params({"depth": 3, "kind": "tree"})
        mlflow.log_metric("loss", 1.5, step=1)
        mlflow.log_metrics({"loss": 0.5, "accuracy": 0.9}, step=2)
        mlflow.set_tag("stage", "try")

    run = client.get_run(active.info.run_id)

    assert run.info.run_name == "of a day"
    assert run.info.status == "FINISHED"
    assert run.data.params == {"rate": "0.1", "depth": "3", "kind": "tree"}
    assert run.data.metrics == {"loss": 0.5, "accuracy": 0.9}
    assert run.data.tags["stage"] == "try"
    assert run.data.tags["mlflow.runName"] == "of a day"


def test_a_batch_is_recorded_whole(client, experiment):
    run = client.create_run(experiment).info.run_id

    client.log_batch(
        run,
        metrics=[
            Metric("m", float(step), 1_700_000_000_000, step) for step in range(500)
        ],
        params=[Param(f"p{i}", str(i)) for i in range(50)],
        tags=[RunTag("a", "b")],
    )

    data = client.get_run(run).data
    assert data.metrics == {"m": 499.0}
    assert data.params == {f"p{i}": str(i) for i in range(50)}
    assert data.tags["a"] == "b"


def test_a_history_gives_every_value_in_order(client, experiment):
    run = client.create_run(experiment).info.run_id
    for step in range(3):
        client.log_metric(
            run, "loss", 1.0 / (step + 1), timestamp=1000 + step, step=step
        )

    history = client.get_metric_history(run, "loss")

    assert [(m.step, m.timestamp, m.value) for m in history] == [
        (0, 1000, 1.0),
        (1, 1001, 0.5),
        (2, 1002, 1.0 / 3),
    ]


def test_artifacts_go_up_are_listed_and_come_down(client, experiment, tmp_path):
    run = client.create_run(experiment).info.run_id
    source = tmp_path / "notes.txt"
    source.write_bytes(b"seen\x00\xff")

    client.log_artifact(run, str(source))
    client.log_artifact(run, str(source), "deep/er")
    client.log_text(run, "hello", "greeting.txt")

    assert client.get_run(run).info.artifact_uri.startswith("mlflow-artifacts:/")
    top = {(f.path, f.is_dir, f.file_size) for f in client.list_artifacts(run)}
    assert top == {
        ("notes.txt", False, 6),
        ("greeting.txt", False, 5),
        ("deep", True, None),
    }
    assert [f.path for f in client.list_artifacts(run, "deep/er")] == [
        "deep/er/notes.txt"
    ]
    whole = client.download_artifacts(run, "", str(tmp_path))
    fetched = client.download_artifacts(run, "deep/er/notes.txt", str(tmp_path))
    with open(fetched, "rb") as copy:
        assert copy.read() == b"seen\x00\xff"
    with open(whole + "/greeting.txt", encoding="utf-8") as copy:
        assert copy.read() == "hello"


def test_runs_are_searched_filtered_and_ordered(client, experiment):
    for i in range(5):
        run = client.create_run(experiment, run_name=f"run {i}").info.run_id
        client.log_metric(run, "score", i)
        client.log_param(run, "odd", str(i % 2 == 1))

    found = client.search_runs(
        [experiment],
        "metrics.score > 0 AND params.odd = 'False'",
        order_by=["metrics.score DESC"],
    )
    pages = []
    token = None
    while token or not pages:
        page = client.search_runs([experiment], max_results=2, page_token=token)
        pages.append(len(page))
        token = page.token

    assert [run.info.run_name for run in found] == ["run 4", "run 2"]
    assert pages == [2, 2, 1]


def test_experiments_are_searched(client):
    for name in ("look one", "look two", "else"):
        client.create_experiment(name)

    found = client.search_experiments(
        filter_string="name LIKE 'look %'", order_by=["name ASC"]
    )

    assert [experiment.name for experiment in found] == ["look one", "look two"]


def test_deleted_runs_and_experiments_come_back(client, experiment):
    run = client.create_run(experiment).info.run_id

    client.delete_run(run)
    hidden = client.search_runs([experiment])
    deleted = client.search_runs([experiment], run_view_type=ViewType.DELETED_ONLY)
    client.restore_run(run)
    client.delete_experiment(experiment)
    stage = client.get_experiment(experiment).lifecycle_stage
    client.restore_experiment(experiment)

    assert (list(hidden), [r.info.run_id for r in deleted]) == ([], [run])
    assert stage == "deleted"
    assert client.get_experiment(experiment).lifecycle_stage == "active"
    assert client.get_run(run).info.lifecycle_stage == "active"


def test_tags_are_set_changed_and_deleted(client, experiment):
    run = client.create_run(experiment).info.run_id

    client.set_tag(run, "a", "1")
    client.set_tag(run, "a", "2")
    client.set_tag(run, "b", "3")
    client.delete_tag(run, "b")
    client.set_experiment_tag(experiment, "c", "4")

    tags = client.get_run(run).data.tags
    assert tags["a"] == "2"
    assert "b" not in tags
    assert client.get_experiment(experiment).tags["c"] == "4"


def test_a_param_can_not_change(client, experiment):
    run = client.create_run(experiment).info.run_id
    client.log_param(run, "rate", "1")

    with pytest.raises(MlflowException) as refusal:
        client.log_param(run, "rate", "2")

    assert refusal.value.error_code == "INVALID_PARAMETER_VALUE"
    assert client.get_run(run).data.params == {"rate": "1"}


def test_an_unknown_run_raises_what_the_client_knows(client):
    with pytest.raises(MlflowException) as refusal:
        client.get_run("0" * 32)

    assert refusal.value.error_code == "RESOURCE_DOES_NOT_EXIST"


@pytest.mark.parametrize(
    "user, password",
    [("admin", "wrong-password-here"), ("nobody", "some-password-here")],
)
def test_wrong_credentials_raise(server, sign_in, user, password):
    with pytest.raises(MlflowException) as refusal:
        sign_in(server, user, password).search_experiments()

    assert "401" in str(refusal.value)
