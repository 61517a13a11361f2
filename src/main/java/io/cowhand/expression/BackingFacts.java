package io.cowhand.expression;

import io.cowhand.problem.CommonCode;
import io.cowhand.qcow2.ProblemCode;
import io.cowhand.rule.BackingRule;
import java.util.List;

/**
 * The facts of an image's backing file, as far as it is among the files that the recipe names.
 *
 * @param found whether it is
 * @param missing why it is not, in words about the backing file; {@code ""} if it is, and if the image has none
 * @param path its path for display
 * @param format its format, as QEMU names it
 * @param size the size in bytes of the disk in a qcow2 image, and of the file of any other format
 * @param depth the length of the chain of backing files, as far as they are found
 * @param problems the codes of what is wrong with its header, and with the files below it
 * @param isWritten whether a program on this host has it open for writing
 */
public record BackingFacts(
        boolean found,
        String missing,
        String path,
        String format,
        long size,
        int depth,
        List<String> problems,
        boolean isWritten) {

    /** The codes of problems besides those of rules: of the chain, and of a header that is not decoded. */
    static final List<String> CODES = List.of(
            BackingRule.LOOP.code(),
            BackingRule.CHAIN_TOO_LONG.code(),
            ProblemCode.NOT_QCOW2,
            ProblemCode.UNSUPPORTED_VERSION,
            CommonCode.HALF_WRITTEN,
            CommonCode.HEADER_CHANGING);

    /** Nothing is known: there is no backing file, or nobody looks for it. */
    public static final BackingFacts NONE = missing("");

    /** Copies the list. */
    public BackingFacts {
        problems = List.copyOf(problems);
    }

    /** Returns whether nothing is known. Asked for each image, and linking the generated equals takes 20 ms. */
    public boolean isUnknown() {
        return !found && missing.isEmpty();
    }

    /** Returns the facts of a backing file that is not found. */
    public static BackingFacts missing(String why) {
        return new BackingFacts(false, why, "", "", 0, 0, List.of(), false);
    }
}
