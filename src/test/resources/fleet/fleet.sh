#!/usr/bin/env bash
# A fleet in the current folder: bases and overlays in a store, and overlays of these in fleet/.
#   fleet.sh store            makes the store, in old/
#   fleet.sh make FROM TO     makes the overlays in fleet/ with these numbers
#   fleet.sh digests FROM TO  prints the SHA-256 of what a guest reads of each image in this part of the list
#   fleet.sh infos FROM TO    prints the chain of each of these as JSON on one line, or what qemu-img says
#   fleet.sh state            prints inode, time and sum of each file
#   fleet.sh formats          prints what qemu-img says of each file in the store, by its contents
set -eu
export LC_ALL=C
shopt -s nullglob
from=${2-} to=${3-}
secret=(--object secret,id=s,data=abc)

# The names of the bases: raw if the number is even.
base() {
    case $1 in
    4) printf 'caf\xe9-4.raw' ;;
    5) printf 'base 5 of site b.qcow2' ;;
    *[02468]) printf 'base-%s.raw' "$1" ;;
    *) printf 'base-%s.qcow2' "$1" ;;
    esac
}

format() { case $1 in *.raw) echo raw ;; *) echo qcow2 ;; esac; }

write() { qemu-io -t unsafe "${@:2}" -c "write -q -P $1 $(($1 % 16 * 65536)) 65536" >/dev/null; }

overlay() { # FILE NAME-OF-BACKING-FILE [OPTION...]
    qemu-img create -q -f qcow2 -b "$2" -F "$(format "$2")" "${@:3}" "$1"
}

make_store() {
    mkdir -p old fleet
    local number name backing options
    for number in $(seq 0 19); do
        name=old/$(base "$number")
        options=()
        ((number % 4 != 3)) || options=(-o compat=0.10)
        qemu-img create -q -f "$(format "$name")" "${options[@]}" "$name" 1M
        write $((number + 1)) -f "$(format "$name")" "$name"
    done
    for number in $(seq 0 87); do
        backing=$(base $((number % 20)))
        ((number % 3 != 0)) || backing=$PWD/old/$backing
        options=(-o cluster_size=4k)
        ((number % 5 != 0)) || options+=(-o compat=0.10)
        overlay "old/mid-$number.qcow2" "$backing" "${options[@]}"
        write $((number + 50)) -f qcow2 "old/mid-$number.qcow2"
    done
}

make() { # NUMBER
    local number=$1 backing="mid-$(($1 % 88)).qcow2" name="fleet/vm-$1.qcow2"
    ((number % 4 != 3)) || backing=$(base $((number % 20)))
    if ((number % 2)); then backing=$PWD/old/$backing; else backing=../old/$backing; fi
    case $number in
    *6) name="fleet/vm $number of anna.qcow2" ;;
    *7) name=$(printf 'fleet/caf\xe9-%s.qcow2' "$number") ;;
    esac
    if ((number % 40 == 5)); then
        name=fleet/luks-$number.qcow2
        local tries=0
        # It measures its own speed, which fails now and then on a machine that is busy.
        until overlay "$name" "$backing" "${secret[@]}" \
            -o encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10; do
            ((++tries < 20))
        done
        write "$number" "${secret[@]}" --image-opts "driver=qcow2,file.filename=$name,encrypt.key-secret=s"
        return
    elif ((number % 20 == 8)); then
        overlay "$name" "$backing" -o "data_file=$PWD/old/data-$number.raw"
    elif ((number % 6 == 1)); then
        overlay "$name" "$backing" -o compat=0.10
    else
        overlay "$name" "$backing"
    fi
    write "$number" -f qcow2 "$name"
    if ((number % 6 == 2)); then
        qemu-img bitmap --add "$name" backup-monday
        ((number % 12 != 2)) || qemu-img bitmap --add "$name" replica
    fi
}

# The images, in an order that a move of the store keeps.
images() {
    local all=(old/*.qcow2 new/*.qcow2 fleet/*.qcow2)
    printf '%s\0' "${all[@]:from:to-from}"
}

case $1 in
store) make_store ;;
make)
    for ((number = from; number < to; number++)); do make "$number"; done
    ;;
digests)
    guest=$(mktemp)
    while IFS= read -r -d '' image; do
        case $image in
        fleet/luks-*)
            qemu-img convert -U "${secret[@]}" --image-opts \
                "driver=qcow2,file.filename=$image,encrypt.key-secret=s" -O raw "$guest"
            ;;
        *) qemu-img convert -U -f qcow2 -O raw "$image" "$guest" ;;
        esac
        sha256sum <"$guest"
    done < <(images)
    rm "$guest"
    ;;
infos)
    while IFS= read -r -d '' image; do
        { qemu-img info -U -f qcow2 --backing-chain --output=json "$image" 2>&1 || true; } | tr -d '\n'
        echo
    done < <(images)
    ;;
state)
    stat -c '%n %i %y' new/* fleet/*
    sha256sum new/* fleet/*
    ;;
formats)
    for file in new/*; do
        qemu-img info -U --output=json "$file" | tr -d '\n'
        echo
    done
    ;;
esac
