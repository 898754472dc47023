"""A plain HTTP client for loading data and for looking at an answer before it is measured."""

import http.client
import json

from data import API


class Client:
    """One connection to a server that stays open."""

    def __init__(self, server):
        self.connection = http.client.HTTPConnection(
            "127.0.0.1", server.port, timeout=60
        )
        self.headers = {"Content-Type": "application/json"}
        if server.authorization:
            self.headers["Authorization"] = server.authorization

    def send(self, method, path, text=""):
        """Sends a request; the answer's JSON. Any status but 200 is an error."""
        headers = (
            self.headers
            if text
            else {k: v for k, v in self.headers.items() if k != "Content-Type"}
        )
        self.connection.request(method, path, text or None, headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {body[:300]!r}")
        return json.loads(body)

    def post(self, path, body):
        """Sends JSON to a route of the API."""
        return self.send("POST", f"{API}/{path}", json.dumps(body))

    def check(self, call):
        """Sends a call once and looks whether the answer is what was asked for."""
        request = call.requests[0]
        answer = self.send(
            request.method, request.path, request.body.replace("{n}", "1000000000")
        )
        if call.runs is None:
            return
        runs = answer.get("runs", [])
        if len(runs) != call.runs:
            raise RuntimeError(f"{call.name}: {len(runs)} runs instead of {call.runs}")
        if call.name == "search-order":
            values = [_value(run, "accuracy") for run in runs]
            if values != sorted(values, reverse=True):
                raise RuntimeError(f"{call.name}: runs are not in order")


def _value(run, key):
    return next(m["value"] for m in run["data"]["metrics"] if m["key"] == key)
