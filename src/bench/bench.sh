#!/usr/bin/env bash
# Measures Cowhand against the least that any program has to do (floor.c), side by side, and prints a table of medians with
# their spread in Markdown.
#
#   src/bench/bench.sh [--docs] [FOLDER]
#
#   --docs    puts the table into docs/performance.md, too
#   FOLDER    where to work, on the disk to be measured; without it in target/bench, which is removed afterwards
#
#   IMAGES    how many images the fleets have (100000)
#   MANY      how many have small clusters, for the memory of a plan (1000000; 0 leaves that out)
#   LOOP      how many the loop of qemu-img goes over; its time is multiplied (200)
#   ROUNDS    rounds of which the median counts (5)
#   BASE      bin/cowhand of another build, whose plan is measured beside this one's (none)
#
# There are three fleets: all images have the same header, one of 100, or one of 10,000.
#
# An apply is measured twice: where one sector of each image changes, which is written once, and where two do, which takes
# three writes. qemu-img puts the backing file's name behind a table of 384 bytes, into the second sector, and its length
# into the first, so that a name of the same length is the one case, and a name of another length the other.
#
# Two fixed loops, one of Java and one of calls to the system, tell how fast the machine is: machines that look the same differ by
# a factor of two in either.
#
# Needs gcc, qemu-img, and bin/cowhand to be built. The fleets take about 3.6 GB for 100,000 images, the small ones 4 GB.
set -euo pipefail

images=${IMAGES:-100000}
many=${MANY:-1000000}
loop=${LOOP:-200}
rounds=${ROUNDS:-5}
base=${BASE:-}

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
cowhand=$top/bin/cowhand
docs=
if [ "${1:-}" = --docs ]; then
    docs=$top/docs/performance.md
    shift
fi
folder=${1:-}
if [ -z "$folder" ]; then
    folder=$top/target/bench
    trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder"
cd "$folder"

gcc -O2 -Wall -pthread -o floor "$here/floor.c"
gcc -O2 -Wall -o stopwatch "$here/stopwatch.c"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"${java}c" -d . "$here/Calibration.java"
printf '%s\n' 'final class Hello {' \
    '    public static void main(String[] arguments) {' \
    '        System.out.println("hello");' '    }' '}' >Hello.java
"${java}c" -d . Hello.java

make_fleet() { # FOLDER COUNT CLUSTER_SIZE [DIFFERENT]
    if [ ! -d "$1" ]; then
        qemu-img create -q -f qcow2 -u -o "cluster_size=$3" -b /srv/base-00000.qcow2 -F qcow2 template.qcow2 1M
        mkdir "$1"
        ./floor make 8 "$1" "$2" template.qcow2 "${4:-0}"
        sync
    fi
}

recipe() { # NAME IMAGES
    printf '%s\n' 'cowhand: 1' "name: $1" "images: [\"$2\"]" 'steps:' \
        "  - {op: set-backing, file: /srv/$1/base.qcow2, format: qcow2}" >"$1.yaml"
}

# Moves each image's own backing file.
move() { # NAME IMAGES
    printf '%s\n' 'cowhand: 1' "name: $1" "images: [\"$2\"]" 'steps:' \
        '  - {op: move-backing, from: /srv, to: /mnt}' >"$1.yaml"
}

quick_start() {
    printf '%s\n' 'cowhand: 1' 'name: one' 'images: [fleet/vm-0000000.qcow2]' 'steps:' \
        '  - {op: move-backing, from: /srv, to: /mnt/new}' '  - {op: set-backing-format, format: qcow2}' >one.yaml
}

watch() { # NAME COMMAND...
    local name=$1
    shift
    ./stopwatch "times.$name" "$@" >/dev/null
}

column() { # NAME COLUMN: the median
    sort -n -k "$2" "times.$1" | awk -v column="$2" '{ all[NR] = $column } END { print all[int((NR + 1) / 2)] }'
}

ratio() {
    awk -v one="$1" -v other="$2" 'BEGIN { printf "%.2f", one / other }'
}

# Recipes that do the same to each image, without expressions and with a where, a when and an argument of each image;
# and with the format of the backing file of each image, of which there are 100.
expressions() {
    local same="{op: set-backing, file: /srv/other/base.qcow2, format: qcow2"
    printf '%s\n' 'cowhand: 1' 'name: constant' 'images: ["fleet/*.qcow2"]' 'steps:' \
        "  - $same}" '  - {op: set-labels, labels: {owner: ops}}' >constant.yaml
    printf '%s\n' 'cowhand: 1' 'name: expressions' 'images: ["fleet/*.qcow2"]' 'where: backing_file.startsWith("/")' \
        'steps:' "  - $same, when: version == 3}" '  - {op: set-labels, labels: {owner: "${name}"}}' >expressions.yaml
    mkdir -p bases
    for i in $(seq -w 0 99); do
        [ -f "bases/base-$i.qcow2" ] || qemu-img create -q -f qcow2 "bases/base-$i.qcow2" 1M
    done
    printf '%s\n' 'cowhand: 1' 'name: spread' 'images: ["fleet/*.qcow2"]' 'steps:' \
        "  - {op: set-backing, file: \"$PWD/bases/base-\${name.substring(8, 10)}.qcow2\", format: qcow2}" >spread.yaml
    printf '%s\n' 'cowhand: 1' 'name: format' 'images: ["fleet/*.qcow2"]' 'steps:' \
        '  - {op: set-backing-format, format: raw, if-present: replace}' >format.yaml
    printf '%s\n' 'cowhand: 1' 'name: bases' 'images: ["fleet/*.qcow2"]' 'bases: ["bases/*.qcow2"]' 'steps:' \
        '  - {op: set-backing-format, format: raw, if-present: replace, when: backing.format == "qcow2"}' >bases.yaml
}

make_fleet fleet "$images" 65536
make_fleet hundred "$images" 65536 100
make_fleet various "$images" 65536 10000
make_fleet few 10000 65536
move hundred 'hundred/*.qcow2'
move various 'various/*.qcow2'
recipe a 'fleet/*.qcow2'
recipe b 'fleet/*.qcow2'
recipe c 'few/*.qcow2'
recipe d 'few/*.qcow2'
recipe longer 'fleet/*.qcow2'
recipe longest 'few/*.qcow2'
quick_start
expressions
rm -f times.*
apply() { # RECIPE [COMMAND...]: into a new journal
    local recipe=$1
    shift
    rm -rf state
    "$@" "$cowhand" apply --state-dir state "$recipe.yaml" >/dev/null
}

apply a # makes the archive of classes, and the names as long as all but the long ones
if [ -n "$base" ]; then
    "$base" plan a.yaml >/dev/null
fi

one=a
other=b
for round in $(seq "$rounds"); do
    # What is idle does not stay in memory for ever: each measurement finds the images there.
    ./floor read 2 fleet "$images"
    watch read ./floor read 2 fleet "$images"
    watch calls ./floor calls 1 template.qcow2 200000
    watch java "$java" -XX:TieredStopAtLevel=1 -cp . Calibration
    watch hello "$java" -cp . Hello
    if [ -n "$base" ] && [ $((round % 2)) -eq 0 ]; then
        watch plan-base "$base" plan "$other.yaml"
    fi
    watch plan "$cowhand" plan "$other.yaml"
    if [ -n "$base" ] && [ $((round % 2)) -eq 1 ]; then
        watch plan-base "$base" plan "$other.yaml"
    fi
    watch plan-few "$cowhand" plan c.yaml
    for different in hundred various; do
        ./floor read 2 "$different" "$images"
        watch "read-$different" ./floor read 2 "$different" "$images"
        watch "plan-$different" "$cowhand" plan "$different.yaml"
    done
    watch plan-one "$cowhand" plan one.yaml
    watch inspect "$cowhand" inspect --json -r fleet
    ./floor read 2 fleet "$images"
    watch write ./floor write 64 fleet "$images"
    apply "$other" watch apply
    watch mark ./floor mark 64 fleet "$images"
    apply longer watch apply-two
    apply "$other" watch apply-two
    ./floor read 2 fleet "$images"
    watch constant "$cowhand" plan constant.yaml
    watch expressions "$cowhand" plan expressions.yaml
    ./floor read 2 few 10000
    apply c
    apply d watch apply-few
    apply longest watch apply-few-two
    watch loop bash -c "for i in \$(seq -f '%07g' 0 $((loop - 1))); do
        qemu-img rebase -q -u -b /srv/loop/base.qcow2 -F qcow2 few/vm-\$i.qcow2; done"
    swap=$one
    one=$other
    other=$swap
done

for round in $(seq "$rounds"); do
    [ "$round" -gt 1 ] || apply spread
    ./floor read 2 fleet "$images"
    watch format "$cowhand" plan format.yaml
    watch bases "$cowhand" plan bases.yaml
done
if [ "$many" -gt 0 ]; then
    make_fleet many "$many" 512
    recipe m 'many/*.qcow2'
    watch many "$cowhand" plan m.yaml
    {
        echo path,owner,site
        seq -f '%07g' 0 $((many - 1)) | awk '{ print "many/vm-" $1 ".qcow2,team-" $1 % 10 ",site-" $1 % 7 }'
    } >many.csv
    printf '%s\n' 'cowhand: 1' 'name: inventory' 'images: [{list: many.csv}]' 'steps:' \
        '  - {op: set-backing, file: /srv/other/base.qcow2, format: qcow2, when: has(row.owner)}' >inventory.yaml
    watch inventory "$cowhand" plan inventory.yaml
fi

row() { # WORDS NAME [FLOOR]: the median, the least and the most, and the median as a multiple of the floor's
    local times
    times=$(sort -n "times.$2" | awk '{ all[NR] = $1 }
        END { printf "%.2f | %.2f to %.2f", all[int((NR + 1) / 2)], all[1], all[NR] }')
    printf '| %s | %s | %s |\n' "$1" "$times" "${3:+$(ratio "$(column "$2" 1)" "$(column "$3" 1)") times}"
}

loop_ratio() { # COUNT NAME: the time of a loop over COUNT images as a multiple of a measurement
    awk -v loop="$(column loop 1)" -v n="$loop" -v count="$1" -v apply="$(column "$2" 1)" \
        'BEGIN { printf "%.0f", loop / n * count / apply }'
}

user() { # NAME: user time in microseconds an image, by the median
    awk -v user="$(column "$1" 3)" -v images="$images" 'BEGIN { printf "%.0f", user * 1e6 / images }'
}

grouped() { # NUMBER: with commas
    sed -E ':more; s/([0-9])([0-9]{3})($|,)/\1,\2\3/; t more' <<<"$1"
}

seconds() { # NAME: the median
    awk -v seconds="$(column "$1" 1)" 'BEGIN { printf "%.1f", seconds }'
}

table() {
    local kernel
    kernel=$(uname -r)
    echo "$(nproc) cores, $(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo), $(uname -s) ${kernel%%-*}," \
        "$(findmnt -n -o FSTYPE -T .), $("$java" -version 2>&1 | sed -n 's/.*version "\(.*\)".*/Java \1/p')," \
        "$(qemu-img --version | sed -n 's/^qemu-img version \([0-9.]*\).*/qemu-img \1/p')." \
        "$(grouped "$images") images with clusters of 64 KiB, medians of $rounds rounds, warm cache, whole processes:"
    echo
    echo '| | seconds | least to most | compared with the floor |'
    echo '| --- | --- | --- | --- |'
    row 'this machine: a fixed loop of Java' java
    row 'this machine: 200,000 times open, read 4 KiB, close' calls
    row 'floor, 2 threads: open, read 4 KiB, close' read
    row '`plan`, all headers equal' plan read
    row '`plan`, 100 different headers' plan-hundred read-hundred
    row '`plan`, 10,000 different headers' plan-various read-various
    row '`plan`, 10,000 images' plan-few
    row '`inspect --json`' inspect read
    row 'floor, 64 threads: open, read, write 512 bytes, fdatasync, close' write
    row '`apply`, one sector changes' apply write
    row 'floor, 64 threads: the same with three writes, each synced' mark
    row '`apply`, two sectors change' apply-two mark
    row '`apply`, 10,000 images, one sector changes' apply-few
    row '`apply`, 10,000 images, two sectors change' apply-few-two
    row "\`qemu-img rebase -u\`, $loop images" loop
    row '`java`, hello world' hello
    row '`plan`, 1 image' plan-one hello
    echo
    echo "- A plan takes $(user plan) µs of user time per image, with 10,000 different headers $(user plan-various) µs."
    echo "- A loop of \`qemu-img rebase -u\` over 10,000 images takes $(loop_ratio 10000 apply-few) times as long as \`apply\` where" \
        "one sector changes, $(loop_ratio 10000 apply-few-two) times where two do."
    echo "- A plan with a \`where\`, a \`when\` and an argument that differs from image to image takes" \
        "$(ratio "$(column expressions 1)" "$(column constant 1)") times as long as the same steps without them, and" \
        "$(($(column expressions 2) / 1024)) MiB; with 100 \`bases\`, $(ratio "$(column bases 1)" "$(column format 1)") times as long, and" \
        "$(($(column bases 2) / 1024)) MiB."
    echo "- A plan takes $(($(column plan 2) / 1024)) MiB at its peak, an apply $(($(column apply 2) / 1024)) MiB."
    if [ -f times.many ]; then
        echo "- A plan of $(grouped "$many") images takes $(seconds many) s and $(($(column many 2) / 1024)) MiB, a plan of as many lines" \
            "of CSV $(seconds inventory) s and $(($(column inventory 2) / 1024)) MiB."
    fi
}

table | tee table.md
if [ -n "$base" ]; then
    echo "plan of $base: $(column plan-base 1) s; of this build: $(column plan 1) s;" \
        "$(paste times.plan-base times.plan | awk '{ print $4 / $1 }' | sort -n |
            awk '{ all[NR] = $1 } END { printf "%.3f", all[int((NR + 1) / 2)] }') of its time by the median of the pairs"
fi
if [ -n "$docs" ]; then
    awk -v table=table.md '
        /<!-- bench.sh: end -->/ { while ((getline line < table) > 0) print line; skip = 0 }
        !skip { print }
        /<!-- bench.sh: begin -->/ { skip = 1 }' "$docs" >docs.md
    cp docs.md "$docs"
fi
