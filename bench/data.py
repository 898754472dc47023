"""The data that every server gets through the same requests, and the calls that are measured."""

import json
import random
from dataclasses import dataclass

API = "/api/2.0/mlflow"
METRICS = 10
WRITERS = 64
START = 1_700_000_000_000  # milliseconds since the epoch
TEAMS = ["vision", "speech", "language", "planning"]
MODELS = ["forest", "linear", "network", "nearest"]
PAGE = 100


@dataclass
class Request:
    """A prepared request; {n} in its body stands for a number that was never sent before."""

    method: str
    path: str
    body: str = ""


@dataclass
class Call:
    """A call that is measured: requests that are sent in turn, and how many runs an answer must hold (None: not looked at)."""

    name: str
    title: str
    requests: list
    runs: int | None = None


CALLS = {
    "log-batch": "log-batch of 10 metrics",
    "log-metric": "log-metric",
    "get-run": "get run",
    "search-order": "search, 100 runs by a metric",
    "search-filter": "search by metric, param and tag",
}


class Data:
    """Runs in one experiment that are read, and runs in another that are written to."""

    def __init__(self, runs):
        chance = random.Random(1)
        self.values = [chance.random() for _ in range(runs)]
        self.choices = [
            (chance.choice(MODELS), chance.choice(TEAMS)) for _ in range(runs)
        ]

    def load(self, client):
        """Creates everything on a server, and gives the calls for it."""
        read = client.post("experiments/create", {"name": "read"})["experiment_id"]
        written = client.post("experiments/create", {"name": "written"})[
            "experiment_id"
        ]
        found = [self._create(client, read, at) for at in range(len(self.values))]
        writers = [_create_run(client, written, at, []) for at in range(WRITERS)]
        return self._calls(read, found, writers)

    def _create(self, client, experiment, at):
        model, team = self.choices[at]
        run = _create_run(
            client, experiment, at, [("team", team), ("stage", f"s{at % 3}")]
        )
        metrics = [("accuracy", self.values[at])]
        metrics += [(f"metric{i}", at + i / 10) for i in range(1, METRICS)]
        params = [("model", model)] + [(f"param{i}", f"{at}-{i}") for i in range(1, 6)]
        client.post(
            "runs/log-batch",
            {
                "run_id": run,
                "metrics": [_metric(k, v, START + at, 0) for k, v in metrics],
                "params": [{"key": k, "value": v} for k, v in params],
                "tags": [{"key": f"tag{i}", "value": f"{at}"} for i in range(3)],
            },
        )
        return run

    def _calls(self, read, found, writers):
        search = {"experiment_ids": [read], "max_results": PAGE}
        ordered = search | {"order_by": ["metrics.accuracy DESC"]}
        condition = "metrics.accuracy > 0.5 and params.model = 'forest' and tags.team = 'vision'"
        filtered = search | {"filter": condition}
        matching = sum(
            value > 0.5 and choice == ("forest", "vision")
            for value, choice in zip(self.values, self.choices)
        )
        requests = {
            "log-batch": [_post("runs/log-batch", _batch(run)) for run in writers],
            "log-metric": [_post("runs/log-metric", _one(run)) for run in writers],
            "get-run": [
                Request("GET", f"{API}/runs/get?run_id={run}") for run in found
            ],
            "search-order": [_post("runs/search", ordered)],
            "search-filter": [_post("runs/search", filtered)],
        }
        runs = {
            "search-order": min(PAGE, len(found)),
            "search-filter": min(PAGE, matching),
        }
        return [Call(n, title, requests[n], runs.get(n)) for n, title in CALLS.items()]


def _create_run(client, experiment, at, tags):
    body = {
        "experiment_id": experiment,
        "start_time": START + at,
        "run_name": f"run-{at}",
    }
    body["tags"] = [{"key": k, "value": v} for k, v in tags]
    return client.post("runs/create", body)["run"]["info"]["run_id"]


def _post(path, body):
    text = json.dumps(body, separators=(",", ":"))
    # The number stands in quotes to be valid JSON up to here.
    return Request("POST", f"{API}/{path}", text.replace('"{n}"', "{n}"))


def _metric(key, value, timestamp, step):
    return {"key": key, "value": value, "timestamp": timestamp, "step": step}


def _batch(run):
    metrics = [_metric(f"loss{i}", i + 0.125, "{n}", "{n}") for i in range(METRICS)]
    return {"run_id": run, "metrics": metrics}


def _one(run):
    return {"run_id": run} | _metric("loss", 0.125, "{n}", "{n}")
