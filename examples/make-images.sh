#!/usr/bin/env bash
# Makes the images that the examples are about, with qemu-img: small ones of real kinds. The ones that stand in the
# repository were made by it; run it again to get them back.
set -eu
cd "$(dirname "$0")/images"
mkdir -p more
rm -f ./*.qcow2 more/*.qcow2

overlay() { # NAME BACKING [OPTION...]: an overlay of a base image that is not here
    local name=$1 backing=$2
    shift 2
    qemu-img create -q -f qcow2 -o cluster_size=512 "$@" -u -b "$backing" -F qcow2 "$name" 4M
}

overlay web-1.qcow2 /mnt/nfs1/debian-12.qcow2
overlay web-2.qcow2 /mnt/nfs1/debian-12.qcow2
overlay db-1.qcow2 /mnt/nfs1/postgres/base.qcow2
overlay old-1.qcow2 /mnt/nfs1/debian-7.qcow2 -o compat=0.10
overlay other-1.qcow2 /mnt/nfs10/debian-12.qcow2
qemu-img create -q -f qcow2 -o cluster_size=4k,lazy_refcounts=on disk-1.qcow2 4M

# qemu-img always writes a format; programs before libvirt 6 and QEMU 6.1 did not.
../../bin/cowhand apply --quiet ../images.yaml

# For operations that need something particular; in a folder of their own, where globs of the others do not find them.
cowhand() { ../../bin/cowhand "$@"; }
small() { # NAME [OPTION...]: an image without a backing file
    local name=$1
    shift
    qemu-img create -q -f qcow2 -o cluster_size=512 "$@" "more/$name" 4M
}

overlay more/relative-1.qcow2 ../debian-12.qcow2
small backup-1.qcow2
qemu-img bitmap --add more/backup-1.qcow2 backup-monday
qemu-img bitmap --add more/backup-1.qcow2 backup-tuesday
small data-1.qcow2 -o data_file=more/data-1.raw
cowhand qcow2 more/data-1.qcow2 replace-header-ext 0x44415441 /mnt/nfs1/data-1.raw
rm more/data-1.raw
small crashed-1.qcow2
cowhand qcow2 more/crashed-1.qcow2 set-feature-bit incompatible 0
cowhand qcow2 more/crashed-1.qcow2 set-feature-bit incompatible 1
small labelled-1.qcow2
cowhand qcow2 more/labelled-1.qcow2 add-header-ext 0x434f5748 '{"build":"41","owner":"team-storage"}'
small vendor-1.qcow2
{ printf '\1\77vendor feature' && head -c 32 /dev/zero; } |
    cowhand qcow2 more/vendor-1.qcow2 add-header-ext-stdio 0x6803f857
