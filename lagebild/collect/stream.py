"""Bytes from a file, a pipe or memory, unpacked within bounds, with what went wrong on the way."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

_GZIP: Final = b"\x1f\x8b"
_WIDE: Final = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Below this size nothing is refused for how far it unpacks: a page of blanks shrinks well.
_FREE_BYTES: Final = 50_000_000
_CHUNK: Final = 65_536


class Unpacked(io.RawIOBase):
    """Reads a gzip stream; ends early, with `damage` or `inflated` set, where the stream is cut or a bomb."""

    def __init__(self, packed: BinaryIO, *, max_inflation: int) -> None:
        super().__init__()
        self._packed = _Counted(packed)
        self._gzip = gzip.GzipFile(fileobj=self._packed)
        self._max_inflation = max_inflation
        self._given = 0
        self.damage: str | None = None
        self.inflated = False

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer and return how many bytes were there."""
        if self.damage or self.inflated:
            return 0
        try:
            data = self._gzip.read1(len(buffer))
        except (EOFError, OSError, zlib.error) as error:
            self.damage = str(error) or type(error).__name__
            return 0
        self._given += len(data)
        self.inflated = self._given > max(_FREE_BYTES, self._max_inflation * self._packed.taken)
        buffer[: len(data)] = data
        return len(data)


class _Counted(io.RawIOBase):
    def __init__(self, inner: BinaryIO) -> None:
        super().__init__()
        self._inner = inner
        self.taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        data = self._inner.read(_CHUNK if size is None or size < 0 else size)
        self.taken += len(data)
        return data


class Recoded(io.RawIOBase):
    """Reads UTF-16 or UTF-32 as UTF-8, so that lines can be told apart by their bytes."""

    def __init__(self, inner: BinaryIO, encoding: str) -> None:
        super().__init__()
        self._inner = inner
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._rest = b""

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer and return how many bytes were there."""
        while not self._rest:
            data = self._inner.read(_CHUNK)
            self._rest = self._decoder.decode(data, final=not data).encode("utf-8", "replace")
            if not data:
                break
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


class Stream:
    """A buffered input that can be looked at before it is read and that knows how it ended."""

    def __init__(self, inner: BinaryIO, *, max_inflation: int) -> None:
        self._unpacked: list[Unpacked] = []
        self._buffer: io.BufferedReader = io.BufferedReader(_Plain(inner), _CHUNK)
        # A gzip file inside a gzip file is unpacked; a third layer is left as what it is: not text.
        for _ in range(2):
            if self._buffer.peek(2)[:2] == _GZIP:
                self._unpacked.append(Unpacked(self._buffer, max_inflation=max_inflation))
                self._buffer = io.BufferedReader(self._unpacked[-1], _CHUNK)
        self.repairs: tuple[str, ...] = ()
        for mark, name in _WIDE:
            if self._buffer.peek(4)[: len(mark)] == mark:
                self._buffer = io.BufferedReader(Recoded(self._buffer, name), _CHUNK)
                self.repairs = (f"decoded as {name}",)
                break

    @property
    def damaged(self) -> bool:
        """Whether the compressed data ended early or was wrong."""
        return any(layer.damage for layer in self._unpacked)

    @property
    def inflated(self) -> bool:
        """Whether reading was stopped because the data unpacked to far more than its size."""
        return any(layer.inflated for layer in self._unpacked)

    def peek(self) -> bytes:
        """Return the first bytes without taking them."""
        return self._buffer.peek(_CHUNK)

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes."""
        return self._buffer.read(size) or b""

    def read_within(self, limit: int) -> bytes | None:
        """Return all that is left, None if that is more than `limit` bytes."""
        data = self.read(limit + 1)
        return data if len(data) <= limit else None

    def lines(self, limit: int) -> Iterator[bytes | None]:
        """Give the lines one by one, None for one of more than `limit` bytes, which is passed over."""
        while line := self._buffer.readline(limit + 1):
            if len(line) <= limit:
                yield line
                continue
            while line and not line.endswith(b"\n"):
                line = self._buffer.readline(1 << 20)
            yield None


class _Plain(io.RawIOBase):
    """Any object with `read`, such as a pipe or a record of an archive."""

    def __init__(self, inner: BinaryIO) -> None:
        super().__init__()
        self._inner = inner

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._inner.read(len(buffer)) or b""
        buffer[: len(data)] = data
        return len(data)
