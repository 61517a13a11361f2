#!/usr/bin/env bash
# Makes the images that the examples are about, with qemu-img: small ones of real kinds. The ones that stand in the
# repository were made by it; run it again to get them back.
set -eu
cd "$(dirname "$0")/images"
rm -f ./*.qcow2

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
