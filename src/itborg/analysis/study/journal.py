"""Finished runs on disk, at once and for good: a growing stream, and the Parquet parts it becomes.

A run is appended to this process's own stream as soon as it is finished; from time to time the stream
is written as a Parquet part, which appears whole or not at all. Readers take parts and streams of all
processes, living and dead, and count each run once. So there is no lock that could go stale: a process
that is killed loses the runs it was at, and nobody waits for it.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

#: Runs, or bytes, after which a stream becomes a part.
PART, FULL = 2_000, 64 << 20
#: Seconds after which finished runs are on the disk itself, where a power cut cannot reach them.
SAFE = 1.0
STREAM, WHOLE = ".arrows", ".parquet"
#: What a row says besides its measures.
HEAD = (
    ("run_id", "string"),
    ("cell", "int32"),
    ("strategy", "int32"),
    ("replication", "int32"),
    ("error", "string"),
    ("wall_seconds", "double"),
)


class Journal:
    """The runs that this process has finished."""

    def __init__(self, folder: Path, measures: Sequence[str], days: Mapping[str, int] | None = None) -> None:
        """Begin a stream of one's own in a folder.

        days  what is kept of every day, and how many numbers a run that is
        """
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema(measures, days or {})
        self._open()

    def append(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write finished runs; when this returns they outlive the process, and soon a power cut."""
        import pyarrow as pa

        columns = [
            pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), self._schema, strict=True)
        ]
        self._writer.write_batch(pa.record_batch(columns, schema=self._schema))
        self._file.flush()
        if time.monotonic() - self._safe >= SAFE:
            self._make_safe()
        self._rows += len(rows)
        if self._rows >= PART or self._file.tell() >= FULL:
            self._become_part()
            self._open()

    def close(self) -> None:
        """Write what is left as a part."""
        self._become_part()

    def _make_safe(self) -> None:
        """Have the disk keep what the process has written: from then on a power cut takes none of it."""
        os.fsync(self._file.fileno())
        self._safe = time.monotonic()

    def _open(self) -> None:
        import pyarrow as pa

        self._name = uuid.uuid4().hex[:12]
        self._stream = self._folder / (self._name + STREAM)
        self._file = self._stream.open("wb")
        self._writer = pa.ipc.new_stream(self._file, self._schema)
        self._file.flush()
        self._rows, self._safe = 0, time.monotonic()

    def _become_part(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._writer.close()
        self._file.close()
        if self._rows:
            fresh = self._folder / f"{self._name}.half"
            with fresh.open("wb") as file:
                pq.write_table(pa.Table.from_batches(_batches(self._stream), self._schema), file)
                file.flush()
                os.fsync(file.fileno())  # the part is on the disk before its stream is thrown away
            os.replace(fresh, self._folder / (self._name + WHOLE))
        with suppress(OSError):
            self._stream.unlink()


def _schema(measures: Sequence[str], days: Mapping[str, int]) -> pa.Schema:
    """Return the columns of a part: what identifies a run, how it ended, its measures, its days (little-endian f4)."""
    import pyarrow as pa

    head = [(name, pa.type_for_alias(kind)) for name, kind in HEAD]
    kept = [(name, pa.binary(4 * numbers)) for name, numbers in days.items()]
    return pa.schema([*head, *((name, pa.float64()) for name in measures), *kept])


def journal_parts(folder: Path, needed: Sequence[str], columns: Sequence[str]) -> Iterator[pa.Table]:
    """Yield the finished runs of every process that ever wrote here, part by part; a run may come twice.

    needed   measures and days that are asked for; journal_parts of an earlier study that lack one are left out
    columns  those of them that are read
    """
    import pyarrow as pa

    wanted = [*(name for name, _ in HEAD), *columns]
    for path in sorted(folder.glob(f"*{WHOLE}")) + sorted(folder.glob(f"*{STREAM}")):
        try:
            found = _read(path, needed, wanted)
        except FileNotFoundError:
            path = path.with_suffix(WHOLE)  # its owner has just made it a part
            found = _read(path, needed, wanted) if path.exists() else None
        except (pa.ArrowInvalid, OSError, ValueError):
            continue  # a stream that was killed before its first run
        if found is not None:
            yield found


def _read(path: Path, needed: Sequence[str], wanted: Sequence[str]) -> pa.Table | None:
    """Return columns of a part or a stream, None if it lacks something that is needed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path.suffix == WHOLE:
        whole = pq.ParquetFile(path)
        return whole.read(list(wanted)) if set(needed) <= set(whole.schema_arrow.names) else None
    found = pa.Table.from_batches(_batches(path))
    return found.select(list(wanted)) if set(needed) <= set(found.column_names) else None


def _batches(stream: Path) -> list[pa.RecordBatch]:
    """Return the whole batches of a stream; the half one of a process that was killed while writing is left out."""
    import pyarrow as pa

    found: list[pa.RecordBatch] = []
    with stream.open("rb") as file:
        reader = pa.ipc.open_stream(file)
        with suppress(pa.ArrowInvalid, OSError):
            for batch in reader:
                found.append(batch)  # noqa: PERF402 - what came before the torn one is kept
    return found
