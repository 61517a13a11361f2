#!/usr/bin/env bash
# Measures the job for Apache Spark on a cluster of this machine: a master and two workers with a core each, all of them processes.
# Shows whether its time grows as the number of images does.
#
#   src/bench/spark.sh SPARK FOLDER IMAGES...
#
#   src/bench/spark.sh target/spark /dev/shm/bench 100000 1000000
#
#   SPARK    what `mvn -Pspark verify` has built
#   FOLDER   where to make the fleets; an image takes about 10 KiB there
#   IMAGES   the sizes of the fleets
#
# For each fleet it prints the seconds of a plan, of an apply, of the same plan on this machine alone, and of `show` with a report,
# and the largest resident memory of the driver and of an executor in MiB. Needs gcc, qemu-img, and bin/cowhand to be built.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cowhand=$here/../../bin/cowhand
spark=$(cd "$1" && pwd)
mkdir -p "$2"
folder=$(cd "$2" && pwd)
shift 2

in_folder=10000
started=()
trap 'kill "${started[@]}" 2>/dev/null || :; rm -rf "$folder/cluster" "$folder"/fleet' EXIT
rm -rf "$folder/cluster"
mkdir "$folder/cluster"
gcc -O2 -Wall -pthread -o "$folder/cluster/floor" "$here/floor.c"

export SPARK_HOME=$spark/home SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1 SPARK_DAEMON_MEMORY=256m
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# Sets $command to the command line of a class of Spark, as its own scripts do.
spark_class() {
    mapfile -d '' command < <("$java" -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main "$@")
    # The first element is empty, and a line feed precedes the second one.
    command=("${command[@]:1}")
    command[0]=${command[0]#$'\n'}
}

start() { # NAME CLASS ARGUMENT...
    local log=$folder/cluster/$1.log
    shift
    spark_class "$@"
    "${command[@]}" >"$log" 2>&1 &
    started+=($!)
}

await() { # LOG PATTERN: the first match, within a minute
    local _
    for _ in {1..300}; do
        grep -o -m 1 -- "$2" "$folder/cluster/$1.log" 2>/dev/null && return
        sleep 0.2
    done
    cat "$folder/cluster/$1.log" >&2
    return 1
}

start master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
master=$(await master 'spark://[0-9.]*:[0-9]*')
for worker in 1 2; do
    start "worker$worker" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory 2g --webui-port 0 \
        --work-dir "$folder/cluster/work$worker" "$master"
    await "worker$worker" 'Successfully registered' >/dev/null
done

# Prints the seconds that a command takes.
seconds() {
    local begin=$EPOCHREALTIME
    "$@" >"$folder/cluster/out" 2>"$folder/cluster/err" || { cat "$folder/cluster/err" >&2; return 1; }
    awk -v begin="$begin" -v end="$EPOCHREALTIME" 'BEGIN { printf "%.1f", end - begin }'
}

# The largest resident memory, in MiB, of the processes whose command line a pattern matches.
memory() {
    ps -eo rss=,args= | awk -v pattern="$1" '$0 ~ pattern && $1 > most { most = $1 } END { print int(most / 1024) }'
}

submit() { # ARGUMENT...
    "${command[@]}" "$@" &
    local job=$! now driver executor
    read -r driver executor <"$folder/cluster/memory"
    while kill -0 "$job" 2>/dev/null; do
        now=$(memory 'deploy[.]SparkSubmit')
        [ "$now" -le "$driver" ] || driver=$now
        now=$(memory 'executor[.]CoarseGrainedExecutorBackend')
        [ "$now" -le "$executor" ] || executor=$now
        printf '%s %s\n' "$driver" "$executor" >"$folder/cluster/memory"
        sleep 1
    done
    wait "$job"
}

printf '| images | plan | apply | plan, one process | show --report | driver MiB | executor MiB |\n'
printf '| --- | --- | --- | --- | --- | --- | --- |\n'
for images; do
    fleet=$folder/fleet
    rm -rf "$fleet" "$folder/cluster/state" "$folder/cluster/plan" "$folder/cluster/apply"
    mkdir "$fleet" "$folder/cluster/state"
    qemu-img create -q -f qcow2 -u -o cluster_size=512 -b /srv/base.qcow2 -F qcow2 "$folder/cluster/template.qcow2" 1M
    made=0
    while [ "$made" -lt "$images" ]; do
        some=$((images - made < in_folder ? images - made : in_folder))
        mkdir "$fleet/$made"
        "$folder/cluster/floor" make 2 "$fleet/$made" "$some" "$folder/cluster/template.qcow2"
        made=$((made + some))
    done
    printf '%s\n' 'cowhand: 1' 'name: scale' "images: [\"$fleet/*/*.qcow2\"]" 'steps:' \
        '  - {op: set-backing, file: /mnt/base.qcow2, format: qcow2}' >"$folder/cluster/scale.yaml"

    spark_class org.apache.spark.deploy.SparkSubmit --master "$master" --driver-memory 1g --executor-memory 768m \
        --conf spark.driver.host=127.0.0.1 --conf spark.ui.enabled=false --conf spark.log.level=WARN \
        --conf spark.local.dir="$folder/cluster/local" --conf spark.speculation=false \
        --driver-java-options -XX:TieredStopAtLevel=1 --conf spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 \
        --class io.cowhand.spark.FleetJob "$spark/cowhand-spark.jar"
    echo 0 0 >"$folder/cluster/memory"
    alone=$(seconds "$cowhand" plan "$folder/cluster/scale.yaml")
    plan=$(seconds submit plan "$folder/cluster/scale.yaml" --images-by-folder "$fleet/*/*.qcow2" \
        --results "$folder/cluster/plan")
    apply=$(seconds submit apply "$folder/cluster/scale.yaml" --images-by-folder "$fleet/*/*.qcow2" \
        --results "$folder/cluster/apply" --state-dir "$folder/cluster/state")
    show=$(seconds submit show "$folder/cluster/plan" --report "$folder/cluster/report.html")
    read -r driver executor <"$folder/cluster/memory"
    printf '| %s | %s | %s | %s | %s | %s | %s |\n' \
        "$images" "$plan" "$apply" "$alone" "$show" "$driver" "$executor"
done
