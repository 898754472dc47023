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
        """Sends a call once, searches in all their ways, and looks whether the answers are what was asked for."""
        for request in call.requests:
            answer = self.send(
                request.method, request.path, request.body.replace("{n}", "1000000000")
            )
            if request.runs is None:
                return
            runs = [run["info"]["run_name"] for run in answer.get("runs", [])]
            if runs != request.runs:
                raise RuntimeError(f"{call.name}: wrong runs for {request.body}")
