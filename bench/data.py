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
    runs: list | None = None  # names of the runs that the answer holds, in its order


@dataclass
class Call:
    """A call that is measured: requests that are sent in turn."""

    name: str
    title: str
    requests: list


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
        params = [("model", model)] + [(f"param{i}", f"{at}-{i}") for i in range(1, 6)]
        client.post(
            "runs/log-batch",
            {
                "run_id": run,
                "metrics": [_metric(k, v, START + at, 0) for k, v in self._metrics(at)],
                "params": [{"key": k, "value": v} for k, v in params],
                "tags": [{"key": f"tag{i}", "value": f"{at}"} for i in range(3)],
            },
        )
        return run

    def _calls(self, read, found, writers):
        requests = {
            "log-batch": [_post("runs/log-batch", _batch(run)) for run in writers],
            "log-metric": [_post("runs/log-metric", _one(run)) for run in writers],
            "get-run": [
                Request("GET", f"{API}/runs/get?run_id={run}") for run in found
            ],
            "search-order": [
                self._ordered(read, metric, way)
                for metric in range(METRICS)
                for way in ("DESC", "ASC")
            ],
            "search-filter": [
                self._filtered(read, model, team) for model in MODELS for team in TEAMS
            ],
        }
        return [Call(name, title, requests[name]) for name, title in CALLS.items()]

    def _ordered(self, experiment, metric, way):
        name, _ = self._metrics(0)[metric]
        order = sorted(
            range(len(self.values)),
            key=lambda at: self._metrics(at)[metric][1],
            reverse=way == "DESC",
        )
        return _search(experiment, order, order_by=[f"metrics.{name} {way}"])

    def _filtered(self, experiment, model, team):
        # The order without a wish: those that started last come first.
        order = [
            at
            for at in reversed(range(len(self.values)))
            if self.values[at] > 0.5 and self.choices[at] == (model, team)
        ]
        condition = f"metrics.accuracy > 0.5 and params.model = '{model}' and tags.team = '{team}'"
        return _search(experiment, order, filter=condition)

    def _metrics(self, at):
        metrics = [(f"metric{i}", at + i / 10) for i in range(1, METRICS)]
        return [("accuracy", self.values[at]), *metrics]


def _create_run(client, experiment, at, tags):
    body = {
        "experiment_id": experiment,
        "start_time": START + at,
        "run_name": f"run-{at}",
    }
    body["tags"] = [{"key": k, "value": v} for k, v in tags]
    return client.post("runs/create", body)["run"]["info"]["run_id"]


def _search(experiment, order, **wishes):
    body = {"experiment_ids": [experiment], "max_results": PAGE} | wishes
    return _post("runs/search", body, [f"run-{at}" for at in order[:PAGE]])


def _post(path, body, runs=None):
    text = json.dumps(body, separators=(",", ":"))
    # The number stands in quotes to be valid JSON up to here.
    return Request("POST", f"{API}/{path}", text.replace('"{n}"', "{n}"), runs)


def _metric(key, value, timestamp, step):
    return {"key": key, "value": value, "timestamp": timestamp, "step": step}


def _batch(run):
    metrics = [_metric(f"loss{i}", i + 0.125, "{n}", "{n}") for i in range(METRICS)]
    return {"run_id": run, "metrics": metrics}


def _one(run):
    return {"run_id": run} | _metric("loss", 0.125, "{n}", "{n}")
