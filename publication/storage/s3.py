"""Uploads in a bucket of S3's kind, for a publication on several machines.

Only imported where the settings name a bucket: boto3 takes some 30 MB of each worker.
"""

from contextlib import contextmanager
from urllib.parse import urljoin

from botocore.config import Config
from botocore.exceptions import ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

IN_MEMORY = 2 * 1024 * 1024  # bytes of a file; what is larger is read by way of the disk
NO_SUCH_FILE = {400, 404}  # 400: no file can have a name like this


class BucketStorage(S3Storage):
    """Behaves as a folder would: addresses are the site's own, what is missing is an OSError."""

    def get_default_settings(self):
        return super().get_default_settings() | {
            "client_config": manners(settings.MEDIA_ENDPOINT),
            "max_memory_size": IN_MEMORY,
            "use_threads": False,  # a picture is no film
        }

    def url(self, name, **kwargs):
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name).lstrip("/"))

    def get_modified_time(self, name):
        with missing(name):
            return super().get_modified_time(name)

    def _open(self, name, mode="rb"):
        with missing(name):
            return super()._open(name, mode)


def manners(endpoint):
    """How the bucket is spoken to; `endpoint` is empty for Amazon's own."""
    return Config(
        connect_timeout=5,
        read_timeout=20,
        retries={"total_max_attempts": 3, "mode": "standard"},
        signature_version="s3v4",
        # Elsewhere a bucket rarely has a host name of its own, and the checksums that boto3 adds
        # of itself since 2025 are not understood everywhere.
        s3={"addressing_style": "path" if endpoint else "auto"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


@contextmanager
def missing(name):
    """Within it, a bucket that says there is no such file raises FileNotFoundError."""
    try:
        yield
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] in NO_SUCH_FILE:
            raise FileNotFoundError(name) from error
        raise
