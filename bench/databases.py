"""Databases of the servers: files, or databases of a PostgreSQL cluster. Each server's data are kept after loading, and every round starts from a copy."""

import os
import pathlib
import shutil

NAMES = ("tracking", "accounts")


class SqliteHome:
    """A server's two databases as files."""

    def __init__(self, folder):
        self.now = pathlib.Path(folder, "now")
        self.kept = pathlib.Path(folder, "kept")
        self.now.mkdir(parents=True)

    def places(self):
        """Absolute paths of the tracking database and of the accounts."""
        return [str(self.now / f"{name}.db") for name in NAMES]

    def keep(self):
        """Keeps the data as they are; the server must be stopped."""
        shutil.copytree(self.now, self.kept)

    def restore(self):
        """Puts the kept data back; the server must be stopped."""
        shutil.rmtree(self.now)
        shutil.copytree(self.kept, self.now)
        os.sync()


class PostgresHome:
    """A server's two databases in the cluster."""

    def __init__(self, cluster, name):
        self.cluster = cluster
        self.names = [f"{name}_{part}" for part in NAMES]
        for each in self.names:
            cluster.create_database(each)

    def places(self):
        """Addresses of the tracking database and of the accounts, without the scheme."""
        return [self.cluster.address(name) for name in self.names]

    def keep(self):
        """Keeps the data as they are, with statistics as the database would have them soon; the server must be stopped."""
        for name in self.names:
            self.cluster.sql("VACUUM ANALYZE", database=name)
            self._copy(name, f"{name}_kept")

    def restore(self):
        """Puts the kept data back; the server must be stopped."""
        for name in self.names:
            self.cluster.sql(f"DROP DATABASE {name} WITH (FORCE)")
            self._copy(f"{name}_kept", name)
        self.cluster.sql("CHECKPOINT")
        os.sync()

    def _copy(self, old, new):
        # The last session of a stopped server may linger for a moment.
        self.cluster.sql(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            f"WHERE datname = '{old}' AND pid <> pg_backend_pid()"
        )
        self.cluster.sql(f"CREATE DATABASE {new} TEMPLATE {old} STRATEGY FILE_COPY")


def durability(cluster):
    """The settings of a cluster that decide about durability and memory, as text."""
    names = ["fsync", "synchronous_commit", "full_page_writes", "shared_buffers"]
    return ", ".join(f"{name} {cluster.sql(f'SHOW {name}').strip()}" for name in names)
