package io.cowhand.recipe;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Changes that users may look for, but that are not header-only changes, each with the command that makes it. No
 * operation has such a name.
 */
enum NotHeaderOnly {
    DOWNGRADE("zero clusters have to become data clusters", "qemu-img amend -o compat=0.10"),
    CLUSTER_SIZE("all data has to move", "qemu-img convert -O qcow2 -o cluster_size=…"),
    REFCOUNT_WIDTH("all refcounts have to be rewritten", "qemu-img amend -o refcount_bits=…"),
    REFCOUNT_BITS("all refcounts have to be rewritten", "qemu-img amend -o refcount_bits=…"),
    EXTENDED_L2("all L2 tables have to be rewritten", "qemu-img convert -O qcow2 -o extended_l2=on"),
    COMPRESSION_TYPE("all compressed clusters have to be rewritten", "qemu-img convert -O qcow2 -o compression_type=…"),
    ENCRYPTION("all data has to be encrypted", "qemu-img convert -O qcow2 -o encrypt.format=luks,…"),
    ENCRYPT("all data has to be encrypted", "qemu-img convert -O qcow2 -o encrypt.format=luks,…"),
    DECRYPT("all data has to be decrypted", "qemu-img convert -O qcow2"),
    DATA_FILE("guest data has to move", "qemu-img convert -O qcow2 -o data_file=…"),
    RESIZE("the L1 table may have to grow", "qemu-img resize"),
    ADD_BITMAP("a bitmap has clusters of its own", "qemu-img bitmap --add"),
    COMMIT("data has to move into the backing file", "qemu-img commit"),
    FLATTEN("data has to move out of the backing file", "qemu-img rebase -b \"\"");

    private final String reason;
    private final String command;

    NotHeaderOnly(String reason, String command) {
        this.reason = reason;
        this.command = command;
    }

    /** Returns why there is no operation with a name, and what to use instead; nothing for any other name. */
    static Optional<String> explain(String operation) {
        return Arrays.stream(values())
                .filter(each -> operation.equals(each.label()) || operation.equals("set-" + each.label()))
                .map(each -> "this changes more than the header (" + each.reason + "); use " + each.command)
                .findFirst();
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
