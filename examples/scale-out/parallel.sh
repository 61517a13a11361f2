#!/usr/bin/env bash
# Plans a recipe in shards, several at a time, and shows their results as those of one plan.
# Usage: parallel.sh RECIPE [OPTION…]
set -euo pipefail

shards=${SHARDS:-7}
results=${RESULTS:-results}
mkdir -p "$results"

arguments=$(printf '%q ' "$@")
failed=0
# A shard with refused or unreadable images exits with 1; its results are shown all the same.
seq "$shards" | parallel --jobs "${JOBS:-50%}" \
    "cowhand plan $arguments --json --shard {}/$shards >$(printf %q "$results")/shard-{}.jsonl" || failed=1

cowhand show "$results"/shard-*.jsonl
exit "$failed"
