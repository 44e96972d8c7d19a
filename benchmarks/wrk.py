"""wrk (Debian’s package of that name): so many connections ask for pages, for some seconds."""

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

# Its own words round figures; a script is told them whole. Times are in microseconds.
TELL = """
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\\n{"requests": %d, "duration": %d, "bytes": %d, "median": %d, "late": %d, "failed": %d}\\n',
    summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""
TAKE_TURNS = """
local paths, turn = %s, 0
request = function()
  turn = turn %% #paths + 1
  return wrk.format("GET", paths[turn])
end
"""


@dataclass
class Reading:
    """How a page was answered: pages a second, milliseconds, bytes of one answer."""

    per_second: float
    median: float
    late: float  # of a hundred, 99 were answered within
    size: float
    failed: int


def read(address, path, seconds, headers=(), connections=16):
    """Ask for it over and over; SystemExit where wrk is missing."""
    return started(address, path, seconds, headers, connections).result()


def started(address, path, seconds, headers=(), connections=16):
    """The same, while something else goes on; `result()` waits for it.

    `path` may be a list of paths, which are asked for in turn.
    """
    paths = [path] if isinstance(path, str) else path
    wrk = shutil.which("wrk") or sys.exit("This needs wrk: apt-get install wrk")
    script = Path(tempfile.gettempdir()) / "benchmarks-tell.lua"
    listed = "{" + ", ".join(f'"{each}"' for each in paths) + "}"
    script.write_text(TELL + (TAKE_TURNS % listed if len(paths) > 1 else ""))
    command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s"]
    command += ["-s", str(script), "-H", "Accept-Encoding: gzip"]
    for header in headers:
        command += ["-H", header]
    host, port = address
    command.append(f"http://{host}:{port}{paths[0]}")
    return Running(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))


class Running:
    def __init__(self, process):
        self.process = process

    def result(self):
        said, _errors = self.process.communicate()
        told = json.loads(said.strip().splitlines()[-1])
        return Reading(
            per_second=told["requests"] / (told["duration"] / 1e6),
            median=told["median"] / 1000,
            late=told["late"] / 1000,
            size=told["bytes"] / max(1, told["requests"]),
            failed=told["failed"],
        )
