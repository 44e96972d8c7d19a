"""File storage in a bucket with the protocol of Amazon S3, for several machines.

Imported only if the settings name a bucket, because boto3 takes some 30 MB of each worker.
"""

from contextlib import contextmanager
from urllib.parse import urljoin

from botocore.config import Config
from botocore.exceptions import ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

MAX_MEMORY = 2 * 1024 * 1024  # bytes; larger files are read through a temporary file
NO_SUCH_FILE = {400, 404}  # 400: the name is impossible


class BucketStorage(S3Storage):
    """Behaves like a folder: URLs are the site's own, and a missing file is an OSError."""

    def get_default_settings(self):
        return super().get_default_settings() | {
            "client_config": build_client_config(settings.MEDIA_ENDPOINT),
            "max_memory_size": MAX_MEMORY,
            "use_threads": False,  # pictures are too small for parallel transfer
        }

    def url(self, name, **kwargs):
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name).lstrip("/"))

    def get_modified_time(self, name):
        with raise_if_missing(name):
            return super().get_modified_time(name)

    def _open(self, name, mode="rb"):
        with raise_if_missing(name):
            return super()._open(name, mode)


def build_client_config(endpoint):
    """Return the configuration of boto3's client. `endpoint` is empty for Amazon."""
    return Config(
        connect_timeout=5,
        read_timeout=20,
        retries={"total_max_attempts": 3, "mode": "standard"},
        signature_version="s3v4",
        # At other services a bucket rarely has a host name of its own, and not all of them
        # understand the checksums that boto3 adds by default since 2025.
        s3={"addressing_style": "path" if endpoint else "auto"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


@contextmanager
def raise_if_missing(name):
    """Turn the bucket's error for a missing file into FileNotFoundError, in a `with` block."""
    try:
        yield
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] in NO_SUCH_FILE:
            raise FileNotFoundError(name) from error
        raise
