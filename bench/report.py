"""Tables in Markdown, and the section of a database in bench/RESULTS.md."""

import pathlib
import re
import statistics

from data import CALLS

RESULTS = pathlib.Path(__file__).parent / "RESULTS.md"
HEAD = """# Results

Written by `bench/compare`; the figures of a database are replaced when it runs again for that database.
"""


def tables(found, calls):
    """All tables as one text."""
    by_name = {each.kind.name: each for each in found}
    measured = [call for call in calls if any(each.figures.get(call) for each in found)]
    parts = [
        "Requests per second (median over turns; in brackets the lowest and the highest):",
        _table(
            ["call", *_titles(found)], [_throughput(call, found) for call in measured]
        ),
        "How many times as many requests per second as a peer:",
        _ratios(by_name, measured),
        "What authentication costs, in % of the requests per second without (median of the turns' ratios):",
        _costs(by_name, measured),
        "Latency in ms, p50 / p99:",
        _table(["call", *_titles(found)], [_latency(call, found) for call in measured]),
        "Resident memory in MB (all processes of the server), and ms from exec to the first 200 of /health on existing data:",
        _table(
            ["server", "idle", "after the load", "start"],
            [_weights(each) for each in found],
        ),
    ]
    return "\n\n".join(part for part in parts if part)


def write(database, facts, text):
    """Replaces a database's section of RESULTS.md."""
    title = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[database]
    lines = "\n".join(f"- {fact}" for fact in facts)
    section = f"<!-- {database} -->\n## {title}\n\n{lines}\n\n{text}\n<!-- end of {database} -->\n"
    old = RESULTS.read_text() if RESULTS.exists() else HEAD
    pattern = re.compile(
        f"<!-- {database} -->.*<!-- end of {database} -->\n", re.DOTALL
    )
    if pattern.search(old):
        RESULTS.write_text(pattern.sub(lambda _: section, old))
    else:
        RESULTS.write_text(f"{old.rstrip()}\n\n{section}")


def _titles(found):
    return [each.kind.title for each in found]


def _throughput(call, found):
    return [CALLS[call], *(_rate(each, call) for each in found)]


def _rate(each, call):
    figures = each.figures.get(call, [])
    if not figures:
        return "-"
    errors = sum(figure.errors for figure in figures)
    if errors:
        return f"failed ({errors} errors)"
    if not all(figure.per_second for figure in figures):
        return "no answer in the time"
    rates = [figure.per_second for figure in figures]
    return f"{_number(each.median(call))} ({_number(min(rates))}-{_number(max(rates))})"


def _ratios(by_name, calls):
    """Sluice with accounts against each peer, and without accounts against the peer that has none."""
    if "sluice" not in by_name:
        return ""
    peers = [each for name, each in by_name.items() if not name.startswith("sluice")]
    if not peers:
        return "No peer was measured."
    header = ["Sluice against", *_titles(peers)]
    rows = []
    for call in calls:
        ours = by_name["sluice"].median(call)
        rows.append([CALLS[call], *(_ratio(ours, peer.median(call)) for peer in peers)])
    return _table(header, rows)


def _costs(by_name, calls):
    pairs = [("Sluice", "sluice", "sluice-open"), ("MLflow", "mlflow-auth", "mlflow")]
    pairs = [pair for pair in pairs if pair[1] in by_name and pair[2] in by_name]
    rows = [
        [
            CALLS[call],
            *(
                _cost(by_name[with_], by_name[without], call)
                for _, with_, without in pairs
            ),
        ]
        for call in calls
    ]
    return _table(["call", *(title for title, _, _ in pairs)], rows) if pairs else ""


def _cost(with_, without, call):
    if with_.median(call) is None or without.median(call) is None:
        return "-"
    turns = zip(with_.figures[call], without.figures[call])
    return f"{100 * (1 - statistics.median(a.per_second / b.per_second for a, b in turns)):.1f} %"


def _latency(call, found):
    texts = []
    for each in found:
        p50, p99 = each.median(call, "p50"), each.median(call, "p99")
        texts.append("-" if p50 is None else f"{_number(p50)} / {_number(p99)}")
    return [CALLS[call], *texts]


def _weights(each):
    starts = (
        f"{_middle(each.start_ms)} (median of {len(each.start_ms)})"
        if each.start_ms
        else "-"
    )
    return [each.kind.title, _middle(each.idle_mb), _middle(each.loaded_mb), starts]


def _middle(values):
    return _number(statistics.median(values)) if values else "-"


def _ratio(ours, theirs):
    return "-" if ours is None or not theirs else f"{ours / theirs:.2f}"


def _number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}"


def _table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
