#!/usr/bin/env bash
# Makes one real image per variant in the folder given, with qemu-img (Debian's qemu-utils 7.2). Deterministic but for LUKS key material.
set -eu
cd "$1"
c() { qemu-img create -q -f qcow2 "$@"; }
c v3.qcow2 64M
c -o compat=0.10 v2.qcow2 64M
c -o cluster_size=512 v3-512.qcow2 4M
c -o cluster_size=4k v3-4k.qcow2 16M
c -o cluster_size=2M v3-2m.qcow2 64M
c -u -b elsewhere/base.qcow2 -F qcow2 backed.qcow2 64M
c -o compat=0.10 -u -b elsewhere/base.qcow2 -F qcow2 backed-v2.qcow2 64M
c -o cluster_size=512 -u -b elsewhere/base.qcow2 -F qcow2 backed-512.qcow2 4M
c -o data_file=data.raw,data_file_raw=on datafile.qcow2 64M
# On a busy machine qemu-img may fail to time itself: "Unable to get accurate CPU usage".
tries=20
until c --object secret,id=s,data=abc -o encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10 luks.qcow2 16M
do
    [ $((tries -= 1)) -gt 0 ]
done
c bitmaps.qcow2 64M
for n in b0 backup-2026 "$(printf 'x%.0s' $(seq 100))"; do qemu-img bitmap --add bitmaps.qcow2 "$n"; done
c snapshots.qcow2 64M; c -o compat=0.10 snapshots-v2.qcow2 64M
for i in snapshots snapshots-v2; do qemu-img snapshot -c first $i.qcow2; qemu-img snapshot -c 'second one' $i.qcow2; done
c -o compression_type=zstd zstd.qcow2 64M
c -o extended_l2=on extl2.qcow2 64M
c -o refcount_bits=1 refcount-1.qcow2 64M
c -o refcount_bits=64 refcount-64.qcow2 64M
c -o lazy_refcounts=on lazy.qcow2 64M
