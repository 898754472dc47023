"""Where the compared programs come from: Sluice's own build, and peers from ../shared/wheels if that is there, else from the ordinary Python index."""

import os
import pathlib
import shutil
import subprocess
import sys

from kinds import Kind

ROOT = pathlib.Path(__file__).resolve().parents[1]
ENVIRONMENTS = ROOT / "artifacts" / "python"
# A clone that does not lie beside shared/ (a work tree) may name the folder.
WHEELS = pathlib.Path(
    os.environ.get("SLUICE_WHEELS") or ROOT.parent / "shared" / "wheels"
)
SLUICE = ROOT / "out" / "sluice"


def need_program(program, package):
    """Installs a Debian package as root when its program is missing; says so where that is impossible."""
    if shutil.which(program):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"== installing {package}", flush=True)
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
        install = ["apt-get", "install", "--yes", "--no-install-recommends", package]
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update"], check=False, **quiet)
        subprocess.run(install, check=False, env=environment, **quiet)
    if not shutil.which(program):
        sys.exit(f"compare: missing: {program} (Debian: {package})")


def build_sluice():
    """Makes the native executable current."""
    subprocess.run([ROOT / "build"], check=True)


def kinds(on_postgres, quick, before=None):
    """The servers that can be compared here, and a line for each peer that is left out."""
    found, missing = [], []
    found.append(Kind("sluice", "Sluice", str(SLUICE), accounts=True))
    if before:
        found.append(Kind("before", "Sluice before", before, accounts=True))
    found.append(Kind("sluice-open", "Sluice, no accounts", str(SLUICE)))
    fml = _installed("fasttrackml", ROOT / "bench" / "fasttrackml.txt", "fml")
    if fml:
        found.append(Kind("fasttrackml", "FastTrackML", fml))
        if not on_postgres:
            full = "?_journal=WAL&_synchronous=FULL"
            kind = Kind(
                "fasttrackml-full", "FastTrackML, FULL", fml, sqlite_options=full
            )
            found.append(kind)
    else:
        missing.append("FastTrackML is left out: its package could not be installed.")
    # The short form shows that the benchmark works; it does not fetch eighty packages for that.
    fetch = not quick or WHEELS.is_dir()
    mlflow = fetch and _installed(
        "server", ROOT / "tests" / "clients" / "server.txt", "mlflow"
    )
    slow = {"starts": 2, "slowness": 1 if quick else 3}
    if mlflow:
        found.append(Kind("mlflow", "MLflow, no accounts", mlflow, **slow))
        found.append(Kind("mlflow-auth", "MLflow", mlflow, True, **slow))
    else:
        missing.append("MLflow is left out: its packages could not be installed.")
    return found, missing


def _installed(name, listed, program):
    """Makes a Python environment once for a list of pinned packages; the path of a program in it, or None."""
    folder = ENVIRONMENTS / name
    ready = folder / ".ready"
    if not ready.exists() or ready.read_bytes() != listed.read_bytes():
        print(
            f"== installing the Python packages of {listed.relative_to(ROOT)}",
            flush=True,
        )
        shutil.rmtree(folder, ignore_errors=True)
        source = ["--retries", "1", "--timeout", "15"]
        if WHEELS.is_dir():
            source = ["--no-index", "--find-links", str(WHEELS)]
        pip = [
            folder / "bin" / "pip",
            "--disable-pip-version-check",
            "--quiet",
            "install",
        ]
        for command in (
            [sys.executable, "-m", "venv", folder],
            [*pip, *source, "--no-deps", "-r", listed],
        ):
            if subprocess.run(command, capture_output=True).returncode != 0:
                shutil.rmtree(folder, ignore_errors=True)
                return None
        shutil.copy(listed, ready)
    return str(folder / "bin" / program)
