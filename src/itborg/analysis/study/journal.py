"""Journal of finished runs on disk: an append-only stream, and the Parquet parts it is turned into.

A run is appended to the stream of this process as soon as it has finished; from time to time the stream is written
as a Parquet part, atomically. Readers take parts and streams of all processes and count each run once. A process that
is killed loses only the runs it had not finished; `sweep_leftovers` turns its stream into a part.

Everything carries a checksum, verified when it is read: a part in its name, a batch of a stream in its metadata. What
does not match is not used, so its runs are run again.
"""

from __future__ import annotations

import hashlib
import os
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...common.checksums import sha256
from ...common.file_lock import AVAILABLE, lock

if TYPE_CHECKING:
    import pyarrow as pa

#: Runs, or bytes, after which a stream is turned into a part.
MAX_RUNS, MAX_BYTES = 2_000, 64 << 20
#: Seconds after which finished runs are synchronised to disk and survive a power cut.
SYNC_INTERVAL = 1.0
STREAM_SUFFIX, PART_SUFFIX, HALF_SUFFIX = ".arrows", ".parquet", ".half"
#: Hexadecimal digits of the checksum in the name of a part, NAME.CHECKSUM.parquet.
DIGITS = 32
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
        batch = pa.record_batch(columns, schema=self._schema)
        self._writer.write_batch(batch, custom_metadata={"sha256": _checksum(batch)})
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
        file = lock(self._stream)
        assert file is not None  # the name is new
        self._file = file
        self._writer = pa.ipc.new_stream(self._file, self._schema)
        self._file.flush()
        self._rows, self._synced = 0, time.monotonic()

    def _write_part(self) -> None:
        """Close the stream and replace it by a Parquet part; an empty stream is deleted."""
        self._writer.close()
        _turn_into_part(self._stream)
        self._file.close()


def _turn_into_part(stream: Path) -> None:
    """Replace a stream by a part with its complete batches; one without any is deleted.

    Raises OSError if the part cannot be written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    batches = _batches(stream)
    if batches:
        half = stream.with_suffix(HALF_SUFFIX)
        with half.open("wb") as file:
            pq.write_table(pa.Table.from_batches(batches), file)
            file.flush()
            os.fsync(file.fileno())  # the part must be on disk before its stream is deleted
        os.replace(half, stream.with_suffix(f".{sha256(half)[:DIGITS]}{PART_SUFFIX}"))
    with suppress(OSError):
        stream.unlink()


def sweep_leftovers(folder: Path) -> None:
    """Remove what killed processes left in the folder of a journal: their streams become parts, halves are deleted.

    Files of processes that are still running stay. Nothing is removed where the system has no locks.

    folder  of a journal; it may be missing
    """
    if not AVAILABLE:
        return
    for stream in sorted(folder.glob(f"*{STREAM_SUFFIX}")):
        with suppress(OSError):
            if (held := lock(stream)) is not None:
                with held:
                    _turn_into_part(stream)
    for half in folder.glob(f"*{HALF_SUFFIX}"):
        if not half.with_suffix(STREAM_SUFFIX).exists():  # else its process is writing it
            with suppress(OSError):
                half.unlink()


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

    Damaged parts and batches are skipped, see `damaged_parts`.
    """
    wanted = [*(name for name, _ in HEAD), *columns]
    for path in _paths(folder):
        try:
            found = _read(path, needed, wanted)
        except FileNotFoundError:  # its process has just turned it into a part
            parts = folder.glob(f"{path.stem}.*{PART_SUFFIX}")
            found = next((_read(part, needed, wanted) for part in parts), None)
        if found is not None:
            yield found


def damaged_parts(folder: Path) -> list[str]:
    """Return the names of parts that are not as they were written, sorted; their runs do not count."""
    return [path.name for path in _paths(folder) if path.suffix == PART_SUFFIX and not _is_intact(path)]


def _paths(folder: Path) -> list[Path]:
    """Return parts, then streams, each sorted."""
    return sorted(folder.glob(f"*{PART_SUFFIX}")) + sorted(folder.glob(f"*{STREAM_SUFFIX}"))


def _is_intact(part: Path) -> bool:
    """Return whether a part has the checksum in its name. Raises FileNotFoundError if it vanished."""
    digest = part.name.removesuffix(PART_SUFFIX).rpartition(".")[2]
    return len(digest) == DIGITS and sha256(part).startswith(digest)


def _read(path: Path, needed: Sequence[str], wanted: Sequence[str]) -> pa.Table | None:
    """Return columns of a part or a stream; None if it is damaged or lacks a needed column.

    Raises FileNotFoundError if the file vanished.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path.suffix == PART_SUFFIX:
        if not _is_intact(path):
            return None
        part = pq.ParquetFile(path)
        return part.read(list(wanted)) if set(needed) <= set(part.schema_arrow.names) else None
    batches = _batches(path)
    if not batches or not set(needed) <= set(batches[0].schema.names):
        return None
    return pa.Table.from_batches(batches).select(list(wanted))


def _batches(stream: Path) -> list[pa.RecordBatch]:
    """Return the complete batches of a stream, in order, up to the first one that is damaged or incomplete.

    Raises FileNotFoundError if the stream vanished.
    """
    import pyarrow as pa

    found: list[pa.RecordBatch] = []
    unreadable = (pa.ArrowException, OSError, ValueError, KeyError, MemoryError, StopIteration)
    content = stream.read_bytes()  # read at once, so that a damaged length allocates nothing
    with suppress(*unreadable):
        reader = pa.ipc.open_stream(content)
        while True:
            batch, metadata = reader.read_next_batch_with_custom_metadata()
            batch.validate(full=True)
            if metadata is None or metadata["sha256"] != _checksum(batch).encode():
                break
            found.append(batch)
    return found


def _checksum(batch: pa.RecordBatch) -> str:
    """Return the SHA-256 of the names, types and values of a batch."""
    return hashlib.sha256(batch.schema.to_string().encode() + batch.serialize().to_pybytes()).hexdigest()
