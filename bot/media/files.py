"""Where the files of photos lie: a folder, or whatever fsspec knows, by MEDIA_URL.

A file's place is `<first two signs of the key>/<key>/<name>`, so that no folder grows too large and a sweep
goes through 256 of them. Writing the same file twice is no fault: the last one counts.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

PREFIXES = tuple(f"{number:02x}" for number in range(256))


class Files(Protocol):
    """A store of files. Its methods raise OSError where the store is out of reach."""

    def write(self, key: str, name: str, data: bytes) -> None:
        """Write a file, whole or not at all."""

    def read(self, key: str, name: str) -> bytes | None:
        """A file's bytes; None where there is none."""

    def delete(self, key: str, name: str) -> None:
        """Delete one file, if it is there."""

    def delete_all(self, key: str) -> None:
        """Delete all files of a photo, if there are any."""

    def listed(self, prefix: str) -> Mapping[str, float]:
        """The keys that begin with two signs, and when their newest file was written (epoch seconds)."""


def open_files(url: str) -> Files:
    """The store of MEDIA_URL: `file:///folder`, a path, or any address that fsspec knows, `s3://bucket/folder`."""
    parts = urlsplit(url)
    if parts.scheme in ("", "file"):
        return FolderFiles(Path(unquote(parts.path)) if parts.scheme else Path(url))
    return RemoteFiles(url)


class FolderFiles:
    """Files in a folder of this machine, which all processes must see."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def write(self, key: str, name: str, data: bytes) -> None:
        folder = self._folder(key)
        folder.mkdir(parents=True, exist_ok=True)
        # A name of its own, so that two writers of the same file do not mix; the rename is the commit.
        part = folder / f".{name}.{os.getpid()}.{threading.get_ident()}"
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            # A row will say that it is there. And what gathers unwritten holds up every commit later.
            os.fsync(file.fileno())
        part.replace(folder / name)

    def read(self, key: str, name: str) -> bytes | None:
        try:
            return (self._folder(key) / name).read_bytes()
        except FileNotFoundError:
            return None

    def delete(self, key: str, name: str) -> None:
        (self._folder(key) / name).unlink(missing_ok=True)

    def delete_all(self, key: str) -> None:
        try:
            shutil.rmtree(self._folder(key))
        except FileNotFoundError:
            return

    def listed(self, prefix: str) -> Mapping[str, float]:
        found = {}
        try:
            with os.scandir(self._root / prefix) as entries:
                for entry in entries:
                    found[entry.name] = entry.stat().st_mtime
        except FileNotFoundError:
            return {}
        return found

    def _folder(self, key: str) -> Path:
        return self._root / key[:2] / key


class RemoteFiles:
    """Files in S3 or another store of fsspec; credentials come from the environment (see fsspec, s3fs)."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    def write(self, key: str, name: str, data: bytes) -> None:
        with _telling():
            self._system.pipe_file(self._path(key, name), data)

    def read(self, key: str, name: str) -> bytes | None:
        try:
            with _telling():
                return bytes(self._system.cat_file(self._path(key, name)))
        except FileNotFoundError:
            return None

    def delete(self, key: str, name: str) -> None:
        with suppress(FileNotFoundError), _telling():
            self._system.rm_file(self._path(key, name))

    def delete_all(self, key: str) -> None:
        for path in self._found(f"{self._root}/{key[:2]}/{key}"):
            with suppress(FileNotFoundError), _telling():
                self._system.rm_file(path)

    def listed(self, prefix: str) -> Mapping[str, float]:
        newest: dict[str, float] = {}
        for path, info in self._found(f"{self._root}/{prefix}").items():
            key = path.split("/")[-2]
            newest[key] = max(newest.get(key, 0.0), _written(info))
        return newest

    @cached_property
    def _system(self) -> Any:
        # fsspec and its stores take most of a second to import, which only those pay who use them.
        from fsspec.core import url_to_fs

        system, self.__dict__["_root"] = url_to_fs(self._url, use_listings_cache=False)
        return system

    @cached_property
    def _root(self) -> str:
        return str(self._system._strip_protocol(self._url))

    def _path(self, key: str, name: str) -> str:
        return f"{self._root}/{key[:2]}/{key}/{name}"

    def _found(self, folder: str) -> dict[str, Any]:
        try:
            with _telling():
                found: dict[str, Any] = self._system.find(folder, detail=True)
        except FileNotFoundError:
            return {}
        return found


@contextmanager
def _telling() -> Iterator[None]:
    """Every store has errors of its own for being out of reach; ours know OSError."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__} of the store") from error


def _written(info: Mapping[str, Any]) -> float:
    moment = info.get("LastModified") or info.get("mtime") or info.get("created") or 0.0
    return float(moment.timestamp() if hasattr(moment, "timestamp") else moment)
