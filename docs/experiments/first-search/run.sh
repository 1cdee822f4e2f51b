#!/usr/bin/env bash
# Runs the searches of docs/experiments/first-search.md on this machine and writes results.csv and
# results.md beside this file. The profile is measured once and used by all runs.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
command="$here/../../../autoprivacy"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "packing,policy,seed,latency_ns,bytes,clean,under_errors,episodes,evaluations,seconds,delphi_ns,darl_ns" > "$work/results.csv"
for packing in best slots-delphi; do
  for policy in ddpg random greedy exact fixed:2^-5 fixed:2^-40; do
    for seed in 1 2 3; do
      "$command" select --packing "$packing" --policy "$policy" --seed "$seed" --json --quiet --out "$work/out" > "$work/result.json"
      python3 - "$work/result.json" "$packing" "$policy" "$seed" >> "$work/results.csv" <<'PYTHON'
import json, sys
file, packing, policy, seed = sys.argv[1:]
r = json.load(open(file))
b = r["baselines"]
print(",".join(str(v) for v in [packing, policy, seed,
    round(r["totals"]["predictedLatencyNanos"]), r["totals"]["bytes"],
    r["accuracy"]["clean"], r["accuracy"]["underErrors"],
    r["search"]["episodes"], r["search"]["evaluations"], round(r["search"]["seconds"], 1),
    round(b["delphi-honest"]["totals"]["predictedLatencyNanos"]), round(b["darl-honest"]["totals"]["predictedLatencyNanos"])]))
PYTHON
    done
  done
done
python3 - "$work/results.csv" > "$work/results.md" <<'PYTHON'
import csv, statistics, sys
rows = list(csv.DictReader(open(sys.argv[1])))
print("| packing | policy | latency, ms | bytes | accuracy lost, pp | evaluations | seconds |")
print("|--|--|--|--|--|--|--|")
groups = {}
for r in rows:
    groups.setdefault((r["packing"], r["policy"]), []).append(r)
def spread(values, digits):
    low, high = min(values), max(values)
    return f"{low:.{digits}f}" if f"{low:.{digits}f}" == f"{high:.{digits}f}" else f"{low:.{digits}f} to {high:.{digits}f}"
for (packing, policy), g in groups.items():
    print("|", " | ".join([packing, policy,
        spread([float(r["latency_ns"]) / 1e6 for r in g], 2),
        spread([float(r["bytes"]) for r in g], 0),
        spread([100 * (float(r["clean"]) - float(r["under_errors"])) for r in g], 2),
        spread([float(r["evaluations"]) for r in g], 0),
        spread([float(r["seconds"]) for r in g], 1)]), "|")
PYTHON
cp "$work/results.csv" "$work/results.md" "$here/"
