"""Takes the figures: every server is loaded once, then in every round each starts from the loaded data, alone on the machine."""

import statistics
import time
from dataclasses import dataclass, field, replace

from client import Client
from servers import Server


@dataclass
class Found:
    """What was found about one server."""

    kind: object
    figures: dict = field(default_factory=dict)  # call -> figures, one a round
    idle_mb: list = field(default_factory=list)
    loaded_mb: list = field(default_factory=list)
    start_ms: list = field(default_factory=list)

    def median(self, call, what="per_second"):
        """The median over rounds; None when the call was not measured or had errors."""
        figures = self.figures.get(call, [])
        if not figures or any(f.errors or not f.per_second for f in figures):
            return None
        return statistics.median(getattr(figure, what) for figure in figures)


class Subject:
    """A server with its databases, between its starts."""

    def __init__(self, kind, home, folder, on_postgres):
        self.kind = kind
        self.home = home
        self.folder = folder
        self.on_postgres = on_postgres
        self.calls = []
        self.found = Found(kind)

    def start(self, kind=None):
        return Server(
            kind or self.kind, self.home.places(), self.folder, self.on_postgres
        )

    def fill(self, data):
        """Loads the data, and keeps them for every round.

        Accounts come after them: MLflow takes long to check a password for every request of the load.
        """
        with self.start(replace(self.kind, accounts=False)) as server:
            self.calls = data.load(Client(server))
        if self.kind.accounts:
            with self.start():
                pass
        self.home.keep()

    def measure(self, load, names, seconds):
        """One round: all calls, each after a warm-up, and memory before and after."""
        self.home.restore()
        seconds *= self.kind.slowness
        with self.start() as server:
            time.sleep(1)  # What a server does behind its start is over.
            self.found.idle_mb.append(server.resident_mb())
            for call in self.calls:
                if call.name in names:
                    Client(server).check(call)
                    load.run(server, call, max(1, seconds // 3))
                    figure = load.run(server, call, seconds)
                    self.found.figures.setdefault(call.name, []).append(figure)
            self.found.loaded_mb.append(server.resident_mb())

    def time_starts(self, times):
        """How long the server takes to answer on its data."""
        for _ in range(times):
            with self.start() as server:
                self.found.start_ms.append(server.start_ms)


def take(subjects, load, names, runs, seconds, quick):
    """Runs all rounds; the order turns round from one to the next, so that drift hits all alike."""
    for run in range(runs):
        for subject in subjects if run % 2 == 0 else subjects[::-1]:
            print(f"== round {run + 1} of {runs}: {subject.kind.title}", flush=True)
            subject.measure(load, names, seconds)
    for subject in subjects:
        print(f"== starts: {subject.kind.title}", flush=True)
        subject.time_starts(
            min(2, subject.kind.starts) if quick else subject.kind.starts
        )
    return [subject.found for subject in subjects]
