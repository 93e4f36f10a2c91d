"""Journal of finished runs on disk: an append-only stream, and the Parquet parts it is turned into.

A run is appended to the stream of this process as soon as it has finished; from time to time the stream is written
as a Parquet part, atomically. Readers take parts and streams of all processes and count each run once. So no lock is
needed: a process that is killed loses only the runs it had not finished.
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

#: Runs, or bytes, after which a stream is turned into a part.
MAX_RUNS, MAX_BYTES = 2_000, 64 << 20
#: Seconds after which finished runs are synchronised to disk and survive a power cut.
SYNC_INTERVAL = 1.0
STREAM_SUFFIX, PART_SUFFIX = ".arrows", ".parquet"
#: Columns of a row before its measures.
HEAD = (
    ("run_id", "string"),
    ("design_point", "int32"),
    ("strategy", "int32"),
    ("replication", "int32"),
    ("error", "string"),
    ("wall_seconds", "double"),
)


class Journal:
    """The stream of finished runs of this process.

    Not thread-safe: one thread appends. Several processes may have a journal in the same folder.
    """

    def __init__(self, folder: Path, measures: Sequence[str], days: Mapping[str, int] | None = None) -> None:
        """Open a new stream in a folder, which is created if it is missing.

        folder    of the journal
        measures  names of the measures of the study, one column each
        days      stored daily series by name, with the number of values for each run

        Raises OSError if the folder cannot be written.
        """
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema(measures, days or {})
        self._open()

    def append(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write rows of finished runs; they then survive the end of the process.

        rows  values in the order of HEAD, measures and daily series (bytes, None for a failed run)

        Rows are synchronised to disk at most once a second, so a power cut may lose the last second. OSError if the
        disk is full.
        """
        import pyarrow as pa

        columns = [
            pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), self._schema, strict=True)
        ]
        self._writer.write_batch(pa.record_batch(columns, schema=self._schema))
        self._file.flush()
        if time.monotonic() - self._synced >= SYNC_INTERVAL:
            self._sync()
        self._rows += len(rows)
        if self._rows >= MAX_RUNS or self._file.tell() >= MAX_BYTES:
            self._write_part()
            self._open()

    def close(self) -> None:
        """Write the rest of the stream as a part, and delete the stream. The journal cannot be used afterwards."""
        self._write_part()

    def _sync(self) -> None:
        os.fsync(self._file.fileno())
        self._synced = time.monotonic()

    def _open(self) -> None:
        """Open a new stream under a random name and write its schema."""
        import pyarrow as pa

        self._name = uuid.uuid4().hex[:12]
        self._stream = self._folder / (self._name + STREAM_SUFFIX)
        self._file = self._stream.open("wb")
        self._writer = pa.ipc.new_stream(self._file, self._schema)
        self._file.flush()
        self._rows, self._synced = 0, time.monotonic()

    def _write_part(self) -> None:
        """Close the stream and replace it by a Parquet part; an empty stream is deleted."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._writer.close()
        self._file.close()
        if self._rows:
            fresh = self._folder / f"{self._name}.half"
            with fresh.open("wb") as file:
                pq.write_table(pa.Table.from_batches(_batches(self._stream), self._schema), file)
                file.flush()
                os.fsync(file.fileno())  # the part must be on disk before its stream is deleted
            os.replace(fresh, self._folder / (self._name + PART_SUFFIX))
        with suppress(OSError):
            self._stream.unlink()


def _schema(measures: Sequence[str], days: Mapping[str, int]) -> pa.Schema:
    """Return the columns of a part: HEAD, measures, daily series (little-endian f4)."""
    import pyarrow as pa

    head = [(name, pa.type_for_alias(kind)) for name, kind in HEAD]
    series = [(name, pa.binary(4 * numbers)) for name, numbers in days.items()]
    return pa.schema([*head, *((name, pa.float64()) for name in measures), *series])


def journal_parts(folder: Path, needed: Sequence[str], columns: Sequence[str]) -> Iterator[pa.Table]:
    """Yield the finished runs of all processes that wrote to a folder, part by part; a run may occur twice.

    folder   of a journal; a missing folder has no parts
    needed   measures and daily series that a part must have; others (of an earlier study) are skipped
    columns  those of them that are read, besides HEAD

    Unreadable streams are skipped: their process was killed before its first run.
    """
    import pyarrow as pa

    wanted = [*(name for name, _ in HEAD), *columns]
    for path in sorted(folder.glob(f"*{PART_SUFFIX}")) + sorted(folder.glob(f"*{STREAM_SUFFIX}")):
        try:
            found = _read(path, needed, wanted)
        except FileNotFoundError:
            path = path.with_suffix(PART_SUFFIX)  # its process has just turned it into a part
            found = _read(path, needed, wanted) if path.exists() else None
        except (pa.ArrowInvalid, OSError, ValueError):
            continue  # the process was killed before its first run
        if found is not None:
            yield found


def _read(path: Path, needed: Sequence[str], wanted: Sequence[str]) -> pa.Table | None:
    """Return columns of a part or a stream; None if it lacks a needed column.

    Raises FileNotFoundError or an error of Arrow if the file vanished or is incomplete.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path.suffix == PART_SUFFIX:
        part = pq.ParquetFile(path)
        return part.read(list(wanted)) if set(needed) <= set(part.schema_arrow.names) else None
    found = pa.Table.from_batches(_batches(path))
    return found.select(list(wanted)) if set(needed) <= set(found.column_names) else None


def _batches(stream: Path) -> list[pa.RecordBatch]:
    """Return the complete batches of a stream; one that a killed process left incomplete is skipped."""
    import pyarrow as pa

    found: list[pa.RecordBatch] = []
    with stream.open("rb") as file:
        reader = pa.ipc.open_stream(file)
        with suppress(pa.ArrowInvalid, OSError):
            for batch in reader:
                found.append(batch)  # noqa: PERF402 - batches before an incomplete one are kept
    return found
