#!/usr/bin/env bash
# Makes the images that the examples are about, with qemu-img: small ones of real kinds. The ones that stand in the
# repository were made by it; run it again to get them back.
set -eu
cd "$(dirname "$0")/images"
mkdir -p more
rm -f ./*.qcow2 ./*/*.qcow2 store/scratch.raw

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

# Overlays without a format, of bases that are here: one in qcow2, one raw.
mkdir -p store overlays
qemu-img create -q -f qcow2 -o cluster_size=512 store/debian-12.qcow2 64k
truncate -s 64k store/scratch.raw
on() { # NAME BASE: an overlay of a base in the store, as programs before libvirt 6 and QEMU 6.1 wrote it
    qemu-img create -q -f qcow2 -o cluster_size=512 -u -b "../store/$2" -F raw "overlays/$1" 64k
    cowhand qcow2 "overlays/$1" del-header-ext 0xe2792aca
}
on web-1.qcow2 debian-12.qcow2
on web-2.qcow2 debian-12.qcow2
on scratch-1.qcow2 scratch.raw

# A bitmap of another program beside one of the backup tool.
small replicated-1.qcow2
qemu-img bitmap --add more/replicated-1.qcow2 backup-monday
qemu-img bitmap --add more/replicated-1.qcow2 replica

# Images from elsewhere, with nothing wrong about them.
mkdir -p incoming
qemu-img create -q -f qcow2 -o cluster_size=512 incoming/appliance-1.qcow2 4M
qemu-img create -q -f qcow2 -o cluster_size=512 -u -b appliance-1.qcow2 -F qcow2 incoming/appliance-2.qcow2 4M

# Copies to break, named after what is to be broken.
mkdir -p broken
qemu-img create -q -f qcow2 -o cluster_size=512 broken/good.qcow2 64k
grep -o 'name == "[^"]*"' ../broken-images.yaml | cut -d '"' -f 2 | while read -r name; do
    cp broken/good.qcow2 "broken/$name"
done
rm broken/good.qcow2
