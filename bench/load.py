"""Puts load on a server with wrk: sixteen connections that stay open, each with one request at a time."""

import json
import pathlib
import subprocess
from dataclasses import dataclass

CONNECTIONS = 16
SCRIPT = pathlib.Path(__file__).parent / "lua" / "call.lua"
# Numbers of requests have ten digits; a run of wrk gets its own range of them.
FIRST_NUMBER = 1_000_000_000
RANGE = 10_000_000


@dataclass
class Figure:
    """What one run of wrk found. A figure with errors counts as failed, not as fast."""

    per_second: float
    p50: float  # milliseconds
    p99: float  # milliseconds
    errors: int


class Load:
    """Runs wrk against one server after another."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.ranges = 0

    def run(self, server, call, seconds):
        """Sends a call again and again for some seconds."""
        requests = self.folder / "requests.txt"
        lines = [" ".join([r.method, r.path, r.body]) for r in call.requests]
        requests.write_text("\n".join(lines) + "\n")
        first = FIRST_NUMBER + self.ranges * RANGE
        self.ranges = (self.ranges + 1) % 800
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
        command += ["--timeout", "30s", "-s", str(SCRIPT), server.url]
        command += ["--", str(requests), str(first)]
        command += [server.authorization] if server.authorization else []
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        line = next(x for x in done.stdout.splitlines() if x.startswith("RESULT "))
        found = json.loads(line.removeprefix("RESULT "))
        return Figure(
            per_second=found["requests"] / (found["microseconds"] / 1e6),
            p50=found["p50"] / 1000,
            p99=found["p99"] / 1000,
            errors=found["refused"] + found["broken"],
        )
