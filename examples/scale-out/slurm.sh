#!/usr/bin/env bash
#SBATCH --job-name=cowhand
#SBATCH --array=1-7
#SBATCH --output=shard-%a.log
# Plans one shard of a recipe in each task of a job array.
# Usage: sbatch slurm.sh RECIPE [OPTION…], and when all tasks are done: cowhand show shard-*.jsonl
set -euo pipefail

# As above. SLURM_ARRAY_TASK_COUNT is smaller when only some of the tasks are submitted again.
shards=7

exec cowhand plan "$@" --json --shard "$SLURM_ARRAY_TASK_ID/$shards" >"shard-$SLURM_ARRAY_TASK_ID.jsonl"
