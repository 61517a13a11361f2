#!/usr/bin/env bash
# Makes one real image per variant in the folder given, with qemu-img. Deterministic but for LUKS key material.
set -eu
cd "$1"
make() { qemu-img create -q -f qcow2 "$@"; }
make v3.qcow2 64M
make -o compat=0.10 v2.qcow2 64M
make -o cluster_size=512 v3-512.qcow2 4M
make -o cluster_size=4k v3-4k.qcow2 16M
make -o cluster_size=2M v3-2m.qcow2 64M
make -o cluster_size=512,compat=0.10 v2-512.qcow2 4M
make -u -b elsewhere/base.qcow2 -F qcow2 backed.qcow2 64M
make -o compat=0.10 -u -b elsewhere/base.qcow2 -F qcow2 backed-v2.qcow2 64M
make -o cluster_size=512 -u -b elsewhere/base.qcow2 -F qcow2 backed-512.qcow2 4M
make -o cluster_size=2M -u -b elsewhere/base.qcow2 -F qcow2 backed-2m.qcow2 64M
make -o data_file=data.raw,data_file_raw=on datafile-raw.qcow2 64M
rm data.raw
make -o data_file=data.raw datafile.qcow2 64M
# On a busy machine qemu-img may fail to time itself: "Unable to get accurate CPU usage".
tries=20
until make --object secret,id=s,data=abc -o encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10 luks.qcow2 16M
do
    [ $((tries -= 1)) -gt 0 ]
done
make bitmaps.qcow2 64M
for name in b0 backup-2026 "$(printf 'x%.0s' $(seq 100))"; do
    qemu-img bitmap --add bitmaps.qcow2 "$name"
done
# Bitmaps with bits in them, in tables of more than one entry; one that was left in use, and one with snapshots beside.
make -o cluster_size=512 snapshots-bitmaps-512.qcow2 4M
qemu-img bitmap --add -g 512 snapshots-bitmaps-512.qcow2 fine
qemu-img bitmap --add -g 64k snapshots-bitmaps-512.qcow2 coarse
qemu-io -f qcow2 -c 'write -P 3 1M 64k' -c 'write -P 4 3M 512' snapshots-bitmaps-512.qcow2 >/dev/null
qemu-img snapshot -c before snapshots-bitmaps-512.qcow2
cp bitmaps.qcow2 bitmaps-in-use.qcow2
printf '\x03' | dd of=bitmaps-in-use.qcow2 bs=1 seek=$((0xa000f)) conv=notrunc status=none
for image in snapshots snapshots-v2; do
    compat=1.1
    [ "$image" = snapshots ] || compat=0.10
    make -o compat=$compat $image.qcow2 64M
    qemu-io -f qcow2 -c 'write -P 7 1M 256k' $image.qcow2 >/dev/null
    qemu-img snapshot -c first $image.qcow2
    qemu-img snapshot -c 'second one' $image.qcow2
done
make -o compression_type=zstd zstd.qcow2 64M
make -o extended_l2=on extl2.qcow2 64M
make -o refcount_bits=1 refcount-1.qcow2 64M
make -o refcount_bits=64 refcount-64.qcow2 64M
make -o lazy_refcounts=on lazy.qcow2 64M
# What no option of qemu-img makes: bytes (as printf writes them) put at an offset of an image.
poke() { cp "$1" "$2" && printf "$4" | dd of="$2" bs=1 seek="$3" conv=notrunc status=none; }
poke v3-4k.qcow2 header-104.qcow2 103 '\x68'
poke v3-4k.qcow2 header-120.qcow2 103 '\x78'
printf 'unknown!' | dd of=header-120.qcow2 bs=1 seek=112 conv=notrunc status=none
poke backed.qcow2 no-format.qcow2 112 '\x12\x34\x56\x78'
poke v3.qcow2 autoclear-unknown.qcow2 88 '\x80\x00\x00\x00\x00\x00\x00\x10'
