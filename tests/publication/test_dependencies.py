"""The locked dependencies that `make setup` installs."""

import re
import tomllib

from django.conf import settings
from django.test import SimpleTestCase

LOCKS = ["site.txt", "dev.txt"]


def lines_of(lock):
    """The lines of a lock, each requirement joined with its hashes, without comments."""
    text = (settings.BASE_DIR / "requirements" / lock).read_text()
    text = re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE)
    return text.replace("\\\n", " ").splitlines()


def pins_of(lock):
    """{name: version} of a lock; a name that comes twice, for two Pythons, has its last."""
    return dict(line.split(";")[0].split()[0].split("==") for line in lines_of(lock))


def names_in(requirements):
    return {re.match(r"[\w.-]+", each)[0].lower() for each in requirements}


class LockFileTests(SimpleTestCase):
    def test_locks_pin_every_package_by_version_and_hash(self):
        pinned = r"[a-z0-9.-]+==[\w.]+( ; [^-]*)?( +--hash=sha256:[0-9a-f]{64})+"

        for lock in LOCKS:
            loose = [line for line in lines_of(lock) if not re.fullmatch(pinned, line.strip())]

            self.assertEqual(loose, [], lock)

    def test_locks_name_no_address_to_download_from(self):
        for lock in LOCKS:
            text = (settings.BASE_DIR / "requirements" / lock).read_text()

            self.assertNotRegex(text, r"://|index|find-links|trusted-host|file:")

    def test_locks_have_every_declared_dependency(self):
        declared = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())

        site = names_in(declared["project"]["dependencies"])
        dev = names_in(declared["dependency-groups"]["dev"])

        self.assertEqual(site - set(pins_of("site.txt")), set())
        self.assertEqual(dev - set(pins_of("dev.txt")), set())

    def test_the_development_lock_has_the_versions_of_the_site(self):
        site, dev = pins_of("site.txt"), pins_of("dev.txt")

        self.assertEqual({name: dev.get(name) for name in site}, site)


class DependencyTests(SimpleTestCase):
    def test_each_dependency_has_a_reason_beside_it(self):
        declared = re.findall(
            r'^    "[\w\[\]-]+[>=].*$', (settings.BASE_DIR / "pyproject.toml").read_text(), re.M
        )

        self.assertEqual([line for line in declared if "# " not in line], [])
