"""Requests /health/ of the site in this container; fails unless it answers 200."""

import os
from urllib.request import Request, urlopen

host = os.environ["DJANGO_ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")
urlopen(Request(f"http://127.0.0.1:{os.environ['PORT']}/health/", headers={"Host": host}))
