"""Compares the import and the month's report with DuckDB and with Python's json and sqlite3, in one run, as a Markdown table.

    pip install duckdb
    python3 Tests/Benchmarks/ingest_speed.py .build/release/chargeback [--calls 300000] [--runs 3] [--folder .build/bench]

The logs are made by estate.py with a fixed seed, once. Each contestant is a process of its own with the files warm in the
system's cache; runs alternate, and each figure is the median of its runs. The same work for all: the fields that are kept,
no record twice, a file database that is closed at the end.

- events: one response event a call, with both ids. DuckDB and Python keep them with the call's id as primary key.
- joined: request, response and diagnostic record of each call, three files. DuckDB loads three tables with a primary key
  each and does not join them; chargeback joins them into calls.
- again: the same file a second time.
- report: the month's sums by app, object and model, on the database of the events.
- long line: one line of 100 MB before the events' first thousand; only its memory counts.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import estate

HERE = Path(__file__).resolve()
EVENTS_SQL = """
CREATE TABLE IF NOT EXISTS call (
  id UUID PRIMARY KEY, time TIMESTAMP, app UUID, object UUID, status SMALLINT, region VARCHAR, durationMs INTEGER,
  apimRequestId UUID, model VARCHAR, input BIGINT, cached BIGINT, output BIGINT, reasoning BIGINT);
INSERT OR IGNORE INTO call
SELECT id, "at", caller.appId, caller.objectId, status, headers."x-ms-region", durationMs, headers."apim-request-id",
  model, "usage".prompt_tokens, "usage".prompt_tokens_details.cached_tokens, "usage".completion_tokens,
  "usage".completion_tokens_details.reasoning_tokens
FROM read_json('{folder}/events.jsonl', format = 'newline_delimited', columns = {{
  id: 'UUID', "at": 'TIMESTAMP', caller: 'STRUCT(appId UUID, objectId UUID)', status: 'SMALLINT', durationMs: 'INTEGER',
  headers: 'STRUCT("apim-request-id" UUID, "x-ms-region" VARCHAR)', model: 'VARCHAR',
  "usage": 'STRUCT(prompt_tokens BIGINT, completion_tokens BIGINT, prompt_tokens_details STRUCT(cached_tokens BIGINT),
            completion_tokens_details STRUCT(reasoning_tokens BIGINT))'}});
"""
JOINED_SQL = """
CREATE TABLE IF NOT EXISTS request (id UUID PRIMARY KEY, time VARCHAR, ip VARCHAR, path VARCHAR, headers VARCHAR[]);
INSERT OR IGNORE INTO request SELECT RequestId, EventTime, RequestIp, RequestPath, Headers
FROM read_json('{folder}/requests.jsonl', format = 'newline_delimited', columns = {{
  RequestId: 'UUID', EventTime: 'VARCHAR', RequestIp: 'VARCHAR', RequestPath: 'VARCHAR', Headers: 'VARCHAR[]'}});
CREATE TABLE IF NOT EXISTS response (
  id UUID PRIMARY KEY, time VARCHAR, status VARCHAR, duration VARCHAR, headers VARCHAR[]);
INSERT OR IGNORE INTO response SELECT RequestId, EventTime, ResponseStatusCode, Duration, Headers
FROM read_json('{folder}/responses.jsonl', format = 'newline_delimited', columns = {{
  RequestId: 'UUID', EventTime: 'VARCHAR', ResponseStatusCode: 'VARCHAR', Duration: 'VARCHAR', Headers: 'VARCHAR[]'}});
CREATE TABLE IF NOT EXISTS diagnostic (
  id UUID PRIMARY KEY, time TIMESTAMP, durationMs INTEGER, location VARCHAR, properties VARCHAR, resourceId VARCHAR,
  resultSignature VARCHAR);
INSERT OR IGNORE INTO diagnostic
SELECT correlationId, time, durationMs, location, properties, resourceId, resultSignature
FROM read_json('{folder}/diagnostics.jsonl', format = 'newline_delimited', columns = {{
  correlationId: 'UUID', time: 'TIMESTAMP', durationMs: 'INTEGER', location: 'VARCHAR', properties: 'VARCHAR',
  resourceId: 'VARCHAR', resultSignature: 'VARCHAR'}});
"""
REPORT_SQL = """
SELECT app, object, model, count(*), sum(input), sum(cached), sum(output), sum(reasoning) FROM call
WHERE time >= '2026-10-01' AND time < '2026-11-01' GROUP BY ALL ORDER BY ALL
"""


def duckdb_run(sql, folder, database):
    import duckdb

    connection = duckdb.connect(str(database), config={"threads": 2})
    for statement in sql.format(folder=folder).split(";\n"):
        if statement.strip():
            connection.execute(statement).fetchall()
    connection.close()


def python_load(folder, database):
    import json
    import sqlite3

    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS call (id BLOB PRIMARY KEY, time TEXT, app TEXT, object TEXT, status INTEGER, "
        "region TEXT, durationMs INTEGER, apimRequestId BLOB, model TEXT, input INTEGER, cached INTEGER, "
        "output INTEGER, reasoning INTEGER) WITHOUT ROWID")

    def rows():
        for line in open(folder / "events.jsonl", "rb"):
            event = json.loads(line)
            headers, usage, caller = event["headers"], event["usage"], event["caller"]
            yield (bytes.fromhex(event["id"].replace("-", "")), event["at"], caller["appId"], caller["objectId"],
                   event["status"], headers["x-ms-region"], event["durationMs"],
                   bytes.fromhex(headers["apim-request-id"].replace("-", "")), event["model"],
                   usage["prompt_tokens"], usage["prompt_tokens_details"]["cached_tokens"],
                   usage["completion_tokens"], usage["completion_tokens_details"]["reasoning_tokens"])

    with connection:
        connection.executemany("INSERT OR IGNORE INTO call VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows())
    connection.close()


def contestant(name, folder, database):
    if name == "python":
        python_load(folder, database)
    else:
        duckdb_run({"events": EVENTS_SQL, "joined": JOINED_SQL, "report": REPORT_SQL}[name], folder, database)


def measured(command):
    """Seconds and peak memory in MB of a process."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{errors}")
    return time.monotonic() - start, usage.ru_maxrss / 1024


def size_of(database):
    return sum(path.stat().st_size for path in database.parent.glob(database.name + "*"))


class Bench:
    def __init__(self, options):
        self.program = options.program.resolve()
        self.runs = options.runs
        self.folder = options.folder.resolve()
        self.logs = self.folder / f"logs-{options.calls}"
        self.calls = options.calls
        self.results = {}

    def ours(self, database, *files):
        paths = [self.logs / file for file in files]
        mapping = ["--mapping", self.logs / "mapping.yaml"]
        return [self.program, "ingest", *paths, *mapping, "--database", database, "--quiet", "--no-progress"]

    def theirs(self, name, database):
        return [sys.executable, HERE, "--contestant", name, self.logs, database]

    def report(self, database):
        return [self.program, "report", "--month", "2026-10", "--by", "appId,objectId,model", "--format", "csv",
                "--database", database]

    def alternate(self, commands, fresh=()):
        """Medians by name. `fresh` names databases to remove before each run."""
        found = {name: [] for name, _ in commands}
        for _ in range(self.runs):
            for path in fresh:
                for file in path.parent.glob(path.name + "*"):
                    file.unlink()
            for name, command in commands:
                found[name].append(measured(command))
        for name, runs in found.items():
            self.results[name] = (statistics.median(run[0] for run in runs), max(run[1] for run in runs))

    def run(self):
        if not (self.logs / "diagnostics.jsonl").exists():
            estate.write(self.logs, self.calls, 1, estate.KINDS)
            # A file that changed a moment ago is not remembered.
            time.sleep(5)
        for path in self.logs.glob("*.jsonl"):
            with open(path, "rb") as file:
                while file.read(1 << 24):
                    pass
        ours, duck, python = (self.folder / name for name in ("ours.sqlite", "duck.db", "python.sqlite"))
        self.alternate(
            [("events ours", self.ours(ours, "events.jsonl")), ("events DuckDB", self.theirs("events", duck)),
             ("events Python", self.theirs("python", python))], fresh=(ours, duck, python))
        sizes = size_of(ours) / self.calls, size_of(duck) / self.calls
        self.alternate([("again ours", self.ours(ours, "events.jsonl"))])
        self.alternate([("report ours", self.report(ours)), ("report DuckDB", self.theirs("report", duck))])
        joined, ducks = self.folder / "joined.sqlite", self.folder / "joined.db"
        kinds = ["requests.jsonl", "responses.jsonl", "diagnostics.jsonl"]
        self.alternate(
            [("joined ours", self.ours(joined, *kinds)), ("joined DuckDB", self.theirs("joined", ducks))],
            fresh=(joined, ducks))
        line = self.folder / "long-line.jsonl"
        with open(line, "w") as file, open(self.logs / "events.jsonl") as events:
            file.write('{"event": "' + "x" * 100_000_000 + '"}\n')
            for _ in range(1000):
                file.write(events.readline())
        long = self.folder / "long.sqlite"
        self.alternate([("long ours", self.ours(long, line))], fresh=(long,))
        self.print(sizes)

    def print(self, sizes):
        results, calls = self.results, self.calls

        def rate(name, records):
            return records / results[name][0]

        def row(what, ours, theirs, ratio, memory):
            print(f"| {what} | {ours} | {theirs} | {ratio} | {memory} |")

        print(f"\n{calls:,} calls, median of {self.runs} runs, {os.cpu_count()} cores\n")
        row("what", "chargeback", "other", "ratio", "our peak memory")
        row("---", "---:", "---:", "---:", "---:")
        for other in ("DuckDB", "Python"):
            a, b = rate("events ours", calls), rate(f"events {other}", calls)
            row(f"events, against {other}", f"{a:,.0f}/s", f"{b:,.0f}/s", f"{a / b:.2f}",
                f"{results['events ours'][1]:.0f} MB")
        a, b = rate("joined ours", 3 * calls), rate("joined DuckDB", 3 * calls)
        row("three records a call, joined; DuckDB loads three tables", f"{a:,.0f}/s", f"{b:,.0f}/s", f"{a / b:.2f}",
            f"{results['joined ours'][1]:.0f} MB")
        a, b = results["again ours"], results["events ours"]
        row("the same file again, against its first import", f"{a[0]:.2f} s", f"{b[0]:.2f} s", f"{b[0] / a[0]:.1f}",
            f"{a[1]:.0f} MB")
        a, b = results["report ours"], results["report DuckDB"]
        row("the month's report, with process start, against DuckDB's query", f"{a[0] * 1000:.0f} ms",
            f"{b[0] * 1000:.0f} ms", f"{b[0] / a[0]:.1f}", f"{a[1]:.0f} MB")
        row("bytes of database a call, against DuckDB's", f"{sizes[0]:.0f}", f"{sizes[1]:.0f}", "", "")
        row("a line of 100 MB", "", "", "", f"{results['long ours'][1]:.0f} MB")


def main():
    if sys.argv[1:2] == ["--contestant"]:
        return contestant(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--calls", type=int, default=300_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(".build/bench"))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    Bench(options).run()


if __name__ == "__main__":
    main()
