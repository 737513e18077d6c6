"""Making the snapshot: pinned packages and starter facts go in, Parquet tables come out."""

from dashboard.tables.making.whole import SNAPSHOT_DATE, build, write_snapshot

__all__ = ["SNAPSHOT_DATE", "build", "write_snapshot"]
