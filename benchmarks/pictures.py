"""The cost of pictures in page times and memory: `python -m benchmarks.pictures`.

Serves the demo with two workers on SQLite. Prints how long a page takes while nothing else happens
and while eight new share images are drawn; then the memory of each worker after every page of the
demo, and after fifty uploads of twelve megapixels.
"""

import io
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

from PIL import Image

from benchmarks import databases, serving
from benchmarks.connection_balance import workers_of

READS = 100
AT_ONCE = 8  # share images
UPLOADS = 50
SIZE = (4000, 3000)


def main():
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="pictures-"))
        place = stack.enter_context(databases.create_database("pictures", folder, ""))
        port = serving.find_free_port()
        environment = serving.settings(place, folder, port)
        for command in (["migrate", "-v0"], ["collectstatic", "-v0", "--no-input"], ["demo"]):
            command = [sys.executable, "manage.py", *command]
            subprocess.run(
                command, cwd=serving.ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
            )
        master = stack.enter_context(serving.gunicorn(port, environment, folder))
        address = f"http://127.0.0.1:{port}"
        print_times(address)
        print("MB of each worker:")
        visit(address)
        print("  after every page of the demo:", memory(master.pid))
        upload(address, Path(folder, "demo-desk-password").read_text())
        print(f"  after {UPLOADS} uploads of 12 megapixels:", memory(master.pid))


def read(address):
    with urlopen(address) as answer:
        return answer.read().decode(errors="replace")


def addresses(address):
    """Return every address in the sitemaps."""
    sitemaps = re.findall("<loc>(.*?)</loc>", read(f"{address}/sitemap.xml"))
    return [page for each in sitemaps for page in re.findall("<loc>(.*?)</loc>", read(each))]


def print_times(address):
    interviews = [page for page in addresses(address) if re.search("/interviews/[^/]+/$", page)]
    images = [re.search('"og:image" content="(.*?)"', read(page))[1] for page in interviews]
    quiet = times(f"{address}/", lambda: False)
    with ThreadPoolExecutor(AT_ONCE) as readers:
        made = [readers.submit(read, image) for image in images[:AT_ONCE]]
        busy = times(f"{address}/", lambda: not all(each.done() for each in made))
    for name, took in (("quiet", quiet), (f"beside {len(made)} share images", busy)):
        median, slowest = statistics.median(took), max(took)
        print(f"a page, {name}: median {median:.1f} ms, slowest {slowest:.1f} ms of {len(took)}")


def times(page, goes_on):
    """Return the milliseconds of READS requests, and of more while `goes_on()` is true."""
    took = []
    while len(took) < READS or goes_on():
        start = time.perf_counter()
        read(page)
        took.append((time.perf_counter() - start) * 1000)
    return took


def visit(address):
    for page in addresses(address):
        text = read(page)
        for image in re.findall('"og:image" content="(.*?)"', text):
            read(image)


def memory(master):
    """Return the resident memory of each worker in MB."""
    status = (Path(f"/proc/{worker}/status").read_text() for worker in workers_of(master))
    return [round(int(re.search(r"VmRSS:\s+(\d+)", each)[1]) / 1024) for each in status]


def upload(address, password):
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    browser.addheaders = [("Referer", f"{address}/admin/")]
    browser.open(f"{address}/admin/login/").read()
    token = next(cookie.value for cookie in jar if cookie.name == "csrftoken")
    words = {"username": "editor", "password": password, "csrfmiddlewaretoken": token}
    browser.open(f"{address}/admin/login/", urllib.parse.urlencode(words).encode()).read()
    token = next(cookie.value for cookie in jar if cookie.name == "csrftoken")
    for _each in range(UPLOADS):
        browser.open(form(f"{address}/markdownx/upload/", token, a_picture())).read()


def a_picture():
    file = io.BytesIO()
    Image.effect_noise((400, 300), 80).resize(SIZE).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def form(address, token, picture):
    boundary = secrets.token_hex(16)
    head = "--{}\r\nContent-Disposition: form-data; name={}\r\n{}\r\n"
    body = head.format(boundary, '"csrfmiddlewaretoken"', "").encode() + token.encode()
    name = '"image"; filename="picture.jpg"'
    body += b"\r\n" + head.format(boundary, name, "Content-Type: image/jpeg\r\n").encode()
    body += picture + f"\r\n--{boundary}--\r\n".encode()
    kind = f"multipart/form-data; boundary={boundary}"
    return Request(address, body, {"Content-Type": kind})


if __name__ == "__main__":
    main()
