"""Backups: one file with the database, the uploads, and a checksum of each.

The database is copied first, as a snapshot, while people read and write. The uploads are copied
after it. An upload never changes, and is deleted only after 30 days without use. So every file
that the copied database names still exists when the uploads are copied.

Backups are in the storage "backups": a folder or a bucket. They contain email addresses of
commenters and hashed passwords, so other users of the machine cannot read the folder.
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

from interviews.models.audit_entry import AuditAction, AuditEntry

NAME = "publication-%Y%m%dT%H%M%SZ.tar"
CHECKSUMS = "sums.json"  # the last member of the archive: {name of another member: its SHA-256}
DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
MEDIA = "media"


class BackupError(Exception):
    """A backup cannot be made or restored; the message is for the person who runs the command."""


def create_backup():
    """Write a backup and return its name in the storage."""
    name = timezone.now().astimezone(UTC).strftime(NAME)
    AuditEntry.objects.record(AuditAction.EXPORTED, data="backup", file=name)
    with TemporaryDirectory() as folder:
        copy = Path(folder, DATABASE[connection.vendor])
        {"sqlite": _copy_sqlite, "postgresql": _dump_postgresql}[connection.vendor](copy)
        path = Path(folder, name)
        with tarfile.open(path, "w") as archive:
            sums = {copy.name: _add(archive, copy.name, copy)}
            copy.unlink()
            for upload in sorted(list_uploads()):
                sums[f"{MEDIA}/{upload}"] = _add_upload(archive, upload, folder)
            sums_file = Path(folder, CHECKSUMS)
            sums_file.write_text(json.dumps(sums, indent=1))
            archive.add(sums_file, CHECKSUMS)
        with path.open("rb") as file:
            return storages["backups"].save(name, File(file, name))


def newest_backup_time():
    """Return when the newest backup was made, as an aware datetime; None without a backup."""
    moments = []
    for name in _list_files(storages["backups"], ""):
        try:
            moments.append(datetime.strptime(name, NAME).replace(tzinfo=UTC))
        except ValueError:
            continue  # another file
    return max(moments, default=None)


def restore_backup(name):
    """Restore a backup into an empty database and an empty storage for uploads.

    `name` is the path of a file, or the name of a backup in the storage. The whole backup is
    checked before anything is written. Raise BackupError if it is refused.
    """
    if connection.introspection.table_names():
        raise BackupError("The database is not empty. Restore into a new one.")
    if next(list_uploads(), None):
        raise BackupError("There are uploads already. Restore into an empty folder or bucket.")
    with TemporaryDirectory() as folder:
        _unpack(name, folder)
        copy = Path(folder, DATABASE[connection.vendor])
        if not copy.exists():
            raise BackupError(
                f"This backup is not from a database of this kind ({connection.vendor})."
            )
        {"sqlite": _load_sqlite, "postgresql": _load_postgresql}[connection.vendor](copy)
        for path in sorted(Path(folder, MEDIA).rglob("*")):
            if path.is_file():
                _store(path, path.relative_to(Path(folder, MEDIA)).as_posix())


def list_uploads():
    """Yield the name of every uploaded file and of every rendition."""
    yield from _list_files(default_storage, "")


def _list_files(storage, folder):
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (str(PurePosixPath(folder, name)) for name in files if name)
    for each in folders:
        yield from _list_files(storage, str(PurePosixPath(folder, each)))


def _add(archive, name, path):
    archive.add(path, name)
    return _checksum(path)


def _add_upload(archive, name, folder):
    """Copy an upload to the disk and add it; a bucket does not tell a file's size in advance."""
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
    """Unpack a backup and verify its checksums."""
    try:
        with _open_backup(name) as file, tarfile.open(fileobj=file) as archive:
            archive.extractall(folder, filter="data")
    except FileNotFoundError as error:
        raise BackupError(f"There is no backup {name}.") from error
    except (tarfile.TarError, EOFError) as error:
        raise BackupError(f"The backup {name} is damaged: {error}") from error
    sums = Path(folder, CHECKSUMS)
    if not sums.exists():
        raise BackupError(f"The backup {name} is damaged: its end is missing.")
    for member, expected in json.loads(sums.read_text()).items():
        path = Path(folder, member)
        if not path.is_file() or _checksum(path) != expected:
            raise BackupError(f"The backup {name} is damaged: {member} is not what was stored.")


def _open_backup(name):
    """Open a file of this machine or, if there is none, a backup of the storage."""
    path = Path(name)
    return path.open("rb") if path.is_file() else storages["backups"].open(name)


def _checksum(path):
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
    _run_program("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")


def _load_postgresql(path):
    # In one transaction: a half restored database would not be empty at the next try.
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run_program("pg_restore", *options, str(path), name="--dbname")


def _run_program(program, *arguments, name=None):
    """Run a PostgreSQL program on our database. `name`: its option for the database, if any."""
    found = shutil.which(program)
    if not found:
        raise BackupError(f"{program} is not installed: apt-get install postgresql-client")
    client, environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    *connection_options, database = client[1:]
    database = [f"{name}={database}"] if name else [database]
    done = subprocess.run(  # noqa: S603 -- a PostgreSQL program with our own settings
        [found, *connection_options, *arguments, *database],
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")
