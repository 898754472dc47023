"""The databases of one program are served by the other: nobody is locked in, nobody starts anew."""

import homes
import pytest
import requests
import servers
from mlflow.entities import Metric, Param, RunTag, ViewType

pytestmark = pytest.mark.slow
ALICE = ("alice", "alice-long-password-1")
PROGRAMS = {"sluice": homes.sluice, "mlflow": homes.mlflow}


@pytest.fixture(scope="module", params=["sluice-mlflow", "mlflow-sluice"])
def way(request):
    """The program that makes the databases and the one that takes them over."""
    if homes.mlflow() is None:
        pytest.skip("MLFLOW_EXECUTABLE does not name the real MLflow server")
    return tuple(PROGRAMS[name]() for name in request.param.split("-"))


def shown(client, experiments):
    """Everything that a client sees of runs, experiments and histories, in comparable form."""
    runs = client.search_runs(
        experiments, run_view_type=ViewType.ALL, order_by=["start_time ASC"]
    )
    histories = {
        (run.info.run_id, key): [
            (m.step, m.timestamp, repr(m.value))
            for m in client.get_metric_history(run.info.run_id, key)
        ]
        for run in runs
        for key in run.data.metrics
    }
    return {
        "experiments": {
            e.experiment_id: dict(e) | {"tags": dict(e.tags)}
            for e in client.search_experiments(view_type=ViewType.ALL)
        },
        "runs": [str(run.to_dictionary()) for run in runs],
        "histories": histories,
    }


def fill(client):
    """One of each: an experiment with tags, runs in each state, metrics that are no numbers, artifacts, a deleted run."""
    experiment = client.create_experiment("moved", tags={"team": "vision"})
    first = client.create_run(
        experiment, start_time=1000, tags={"a": "b"}, run_name="first"
    ).info.run_id
    values = [1.5, 1e-300, float("nan"), float("inf"), float("-inf"), 2.5]
    client.log_batch(
        first,
        metrics=[
            Metric("loss", value, 1000 + step, step)
            for step, value in enumerate(values)
        ],
        params=[Param("rate", "0.1"), Param("long", "ü" * 3000)],
        tags=[RunTag("note", 'O\'Neil "x" %_\n')],
    )
    client.log_text(first, "hello", "deep/greeting.txt")
    client.set_terminated(first, "FINISHED", end_time=2000)
    second = client.create_run(
        experiment, start_time=1001, run_name="second"
    ).info.run_id
    client.delete_run(second)
    gone = client.create_experiment("gone")
    client.delete_experiment(gone)
    return experiment, first


def test_a_home_moves_with_runs_accounts_and_artifacts(
    home_of_its_own, way, sign_in, tmp_path
):
    maker, taker = way
    with home_of_its_own.serve(maker) as server:
        client = sign_in(server)
        experiment, run = fill(client)
        answer = requests.post(
            server.url + "/api/2.0/mlflow/users/create",
            json={"username": ALICE[0], "password": ALICE[1]},
            auth=(servers.ADMIN, servers.ADMIN_PASSWORD),
            timeout=30,
        )
        assert answer.status_code == 200
        before = shown(client, [experiment])

    with home_of_its_own.serve(taker) as server:
        client = sign_in(server)
        assert shown(client, [experiment]) == before
        as_alice = sign_in(server, *ALICE)
        assert as_alice.get_run(run).info.run_name == "first"
        with open(
            as_alice.download_artifacts(run, "deep/greeting.txt", str(tmp_path)),
            encoding="utf-8",
        ) as copy:
            assert copy.read() == "hello"
        refused = requests.get(
            server.url + "/api/2.0/mlflow/experiments/get?experiment_id=0",
            auth=(ALICE[0], "another-password-1"),
            timeout=30,
        )
        assert refused.status_code == 401
        client = sign_in(server)
        client.log_metric(run, "later", 7.0, timestamp=3000)
        third = client.create_run(
            experiment, start_time=1002, run_name="third"
        ).info.run_id
        after = shown(client, [experiment])

    with home_of_its_own.serve(maker) as server:
        client = sign_in(server)
        assert shown(client, [experiment]) == after
        assert client.get_run(third).info.run_name == "third"
