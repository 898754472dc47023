"""Takes the figures: every server is loaded once, and starts every round from the loaded data; then they take turns, call by call."""

import contextlib
import statistics
from dataclasses import dataclass, field, replace

from client import Client


@dataclass
class Found:
    """What was found about one server."""

    kind: object
    figures: dict = field(default_factory=dict)  # call -> figures, one a turn
    idle_mb: list = field(default_factory=list)
    loaded_mb: list = field(default_factory=list)
    start_ms: list = field(default_factory=list)

    def median(self, call, what="per_second"):
        """The median over turns; None when the call was not measured or had errors."""
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
        return (kind or self.kind).start(
            self.home.places(), self.folder, self.on_postgres
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

    def warm_up(self, server, load, name, seconds):
        """Looks at the answers of a call, and puts load on it that is not counted."""
        call = self._call(name)
        Client(server).check(call)
        load.run(server, call, max(1, seconds * self.kind.slowness // 3))

    def measure(self, server, load, name, seconds):
        """One turn."""
        figure = load.run(server, self._call(name), seconds * self.kind.slowness)
        self.found.figures.setdefault(name, []).append(figure)

    def _call(self, name):
        return next(call for call in self.calls if call.name == name)

    def time_starts(self, times):
        """How long the server takes to answer on its data."""
        for _ in range(times):
            with self.start() as server:
                self.found.start_ms.append(server.start_ms)


def take(subjects, load, names, runs, seconds, quick):
    """Runs all rounds; the order turns round from one to the next."""
    # Servers that do nothing between their turns take them side by side; MLflow's workers never rest, so each runs alone.
    together = [subject for subject in subjects if not subject.kind.is_mlflow]
    groups = [together] if together else []
    groups += [[subject] for subject in subjects if subject.kind.is_mlflow]
    for run in range(runs):
        for group in groups if run % 2 == 0 else groups[::-1]:
            titles = ", ".join(subject.kind.title for subject in group)
            print(f"== round {run + 1} of {runs}: {titles}", flush=True)
            take_turns(group, load, names, seconds)
    for subject in subjects:
        print(f"== starts: {subject.kind.title}", flush=True)
        subject.time_starts(
            min(2, subject.kind.starts) if quick else subject.kind.starts
        )
    return [subject.found for subject in subjects]


def take_turns(group, load, names, seconds):
    """One round: each call is measured on one server after the other, and back, so that the machine's drift hits all alike."""
    with contextlib.ExitStack() as stack:
        pairs = []
        for subject in group:
            subject.home.restore()
            server = stack.enter_context(subject.start())
            server.wait_until_idle()
            subject.found.idle_mb.append(server.resident_mb())
            pairs.append((subject, server))
        for name in names:
            for subject, server in pairs:
                subject.warm_up(server, load, name, seconds)
            for subject, server in [*pairs, *pairs[::-1]] if len(pairs) > 1 else pairs:
                subject.measure(server, load, name, seconds)
                if name == names[-1]:
                    subject.found.loaded_mb.append(server.resident_mb())
