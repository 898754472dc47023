"""What the figures were taken on."""

import os
import pathlib
import platform
import statistics
import subprocess
import time

DISTRIBUTIONS = {"fasttrackml": "FastTrackML 0.6.0", "mlflow": "MLflow 3.17.2"}


def describe(folder):
    """Cores, processor, memory and kernel, and what a flush to the disk of a folder takes."""
    processor = _field("/proc/cpuinfo", "model name") or platform.machine()
    memory = int(_field("/proc/meminfo", "MemTotal").split()[0]) / 1024 / 1024
    return (
        f"{os.cpu_count()} cores, {processor}, {memory:.0f} GiB memory, Linux {platform.release()}; "
        f"fdatasync of 4 KiB on the databases' disk: {_flush(folder):.2f} ms (median of 200)"
    )


def version(command):
    """The version that a program names: `NAME, version X ...`."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    _, _, rest = done.stdout.partition("version ")
    return rest.split()[0] if rest else "unknown"


def _field(path, name):
    for line in pathlib.Path(path).read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""


def _flush(folder):
    """Milliseconds that a flush of a small append takes."""
    path = pathlib.Path(folder, "flush")
    times = []
    with open(path, "wb", buffering=0) as file:
        for _ in range(200):
            file.write(bytes(4096))
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - began) * 1000)
    path.unlink()
    return statistics.median(times)
