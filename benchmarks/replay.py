"""The upper limit for reading: sends the site's responses from memory, without a framework.

`benchmarks.reading` serves it. BENCHMARK_ANSWERS names a file with the responses, a pickle of
{(address, has If-None-Match): (status, headers, body)}.
"""

import os
import pickle
from pathlib import Path

ANSWERS = pickle.loads(Path(os.environ["BENCHMARK_ANSWERS"]).read_bytes())


def application(environ, start_response):
    query = environ["QUERY_STRING"]
    address = f"{environ['PATH_INFO']}?{query}" if query else environ["PATH_INFO"]
    status, headers, body = ANSWERS[address, "HTTP_IF_NONE_MATCH" in environ]
    start_response(status, headers)
    return [body]
