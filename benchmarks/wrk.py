"""Runs wrk (a Debian package), which requests pages over several connections for some seconds."""

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

# wrk's own output is rounded; a script gets exact figures. Times are in microseconds.
PRINT_SUMMARY = """
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\\n{"requests": %d, "duration": %d, "bytes": %d, "median": %d, "late": %d, "failed": %d}\\n',
    summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""
ROTATE_PATHS = """
local paths, turn = %s, 0
request = function()
  turn = turn %% #paths + 1
  return wrk.format("GET", paths[turn])
end
"""


@dataclass
class Reading:
    """The result for a page: pages a second, milliseconds, bytes of one response."""

    per_second: float
    median: float
    late: float  # the 99th percentile
    size: float
    failed: int


def read(address, path, seconds, headers=(), connections=16):
    """Request a page again and again; exit if wrk is not installed."""
    return start(address, path, seconds, headers, connections).result()


def start(address, path, seconds, headers=(), connections=16):
    """Start the same without waiting; `result()` of the returned object waits.

    `path` may be a list of paths, which are requested in turn.
    """
    paths = [path] if isinstance(path, str) else path
    wrk = shutil.which("wrk") or sys.exit("This needs wrk: apt-get install wrk")
    script = Path(tempfile.gettempdir()) / "benchmarks-tell.lua"
    listed = "{" + ", ".join(f'"{each}"' for each in paths) + "}"
    script.write_text(PRINT_SUMMARY + (ROTATE_PATHS % listed if len(paths) > 1 else ""))
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
