"""One file that holds the whole publication: its database, its uploads, and a check sum of each.

The database is copied first, as it is at one moment, while people go on posting. The uploads are
copied after it. An upload never changes, and is deleted only when nothing has shown it for 30
days; so every file that the copy of the database names is there to be copied.

Backups lie in the storage "backups": a folder, or a bucket. They hold addresses of commenters and
passwords (hashed), so the folder lets nobody else read them.
"""

import hashlib
import json
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from django.core.files import File
from django.core.files.storage import default_storage, storages
from django.db import connection
from django.utils import timezone

NAME = "publication-%Y%m%dT%H%M%SZ.tar"
SUMS = "sums.json"  # the last member: {name of each other member: its SHA-256}
DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
MEDIA = "media"


class BackupError(Exception):
    """Why a backup cannot be made or restored, in a sentence for the person who asked."""


def make():
    """Write a backup; return its name in the storage."""
    name = timezone.now().astimezone(UTC).strftime(NAME)
    with TemporaryDirectory() as folder:
        copy = Path(folder, DATABASE[connection.vendor])
        {"sqlite": _copy_sqlite, "postgresql": _dump_postgresql}[connection.vendor](copy)
        path = Path(folder, name)
        with tarfile.open(path, "w") as archive:
            sums = {copy.name: _add(archive, copy.name, copy)}
            copy.unlink()
            for upload in sorted(uploads()):
                sums[f"{MEDIA}/{upload}"] = _add_upload(archive, upload, folder)
            sums_file = Path(folder, SUMS)
            sums_file.write_text(json.dumps(sums, indent=1))
            archive.add(sums_file, SUMS)
        with path.open("rb") as file:
            return storages["backups"].save(name, File(file, name))


def newest():
    """Return when the newest backup was made, as an aware datetime; None if there is none."""
    moments = []
    for name in _listed(storages["backups"], ""):
        try:
            moments.append(datetime.strptime(name, NAME).replace(tzinfo=UTC))
        except ValueError:
            continue  # another file
    return max(moments, default=None)


def restore(name):
    """Put a backup into an empty database and an empty place for uploads.

    `name` is that of a file, or of a backup in the storage. Everything is checked before the
    first byte is written. BackupError says why it is refused.
    """
    if connection.introspection.table_names():
        raise BackupError("The database is not empty. Restore into a new one.")
    if next(uploads(), None):
        raise BackupError("There are uploads already. Restore into an empty place.")
    with TemporaryDirectory() as folder:
        _unpack(name, folder)
        copy = Path(folder, DATABASE[connection.vendor])
        if not copy.exists():
            raise BackupError(
                f"This backup is not of a database like this one ({connection.vendor})."
            )
        {"sqlite": _load_sqlite, "postgresql": _load_postgresql}[connection.vendor](copy)
        for path in sorted(Path(folder, MEDIA).rglob("*")):
            if path.is_file():
                _store(path, path.relative_to(Path(folder, MEDIA)).as_posix())


def uploads():
    """Yield the name of every uploaded file and of every rendition."""
    yield from _listed(default_storage, "")


def _listed(storage, folder):
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (str(PurePosixPath(folder, name)) for name in files if name)
    for each in folders:
        yield from _listed(storage, str(PurePosixPath(folder, each)))


def _add(archive, name, path):
    archive.add(path, name)
    return _sum(path)


def _add_upload(archive, name, folder):
    """Add an upload by way of the disk, since a bucket does not tell its size beforehand."""
    path = Path(folder, "upload")
    with default_storage.open(name) as file, path.open("wb") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
    return _add(archive, f"{MEDIA}/{name}", path)


def _store(path, name):
    with path.open("rb") as file:
        stored = default_storage.save(name, File(file, name))
    if stored != name:
        raise BackupError(f"The upload {name} could not be stored under its name.")


def _unpack(name, folder):
    """Unpack a backup, and make sure that it is whole."""
    try:
        with _opened(name) as file, tarfile.open(fileobj=file) as archive:
            archive.extractall(folder, filter="data")
    except FileNotFoundError as missing:
        raise BackupError(f"There is no backup {name}.") from missing
    except (tarfile.TarError, EOFError) as damage:
        raise BackupError(f"The backup {name} is damaged: {damage}") from damage
    sums = Path(folder, SUMS)
    if not sums.exists():
        raise BackupError(f"The backup {name} is damaged: its end is missing.")
    for member, expected in json.loads(sums.read_text()).items():
        path = Path(folder, member)
        if not path.is_file() or _sum(path) != expected:
            raise BackupError(f"The backup {name} is damaged: {member} is not what was stored.")


def _opened(name):
    """Open a file of this machine or, where there is none of that name, a backup that is kept."""
    path = Path(name)
    return path.open("rb") if path.is_file() else storages["backups"].open(name)


def _sum(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy_sqlite(path):
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)


def _load_sqlite(path):
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        copy.backup(connection.connection)


def _dump_postgresql(path):
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")


def _load_postgresql(path):
    # All or nothing: a database that was half restored would not be empty for the next try.
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run("pg_restore", *options, str(path), name="--dbname")


def _run(program, *arguments, name=None):
    """Run a program of PostgreSQL's on our database; `name` is the option that names it."""
    found = shutil.which(program)
    if not found:
        raise BackupError(f"{program} is not installed: apt-get install postgresql-client")
    client, environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    *where, database = client[1:]
    database = [f"{name}={database}"] if name else [database]
    done = subprocess.run(  # noqa: S603 -- a program of PostgreSQL's, with our own settings
        [found, *where, *arguments, *database], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")
