package io.cowhand.run;

import io.cowhand.expression.BackingFacts;
import io.cowhand.expression.Scope;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.Usage;
import io.cowhand.os.HeldLock;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ImageFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of inspecting an image.
 *
 * @param image the image
 * @param verdict whether QEMU opens it
 * @param facts the content of its header; empty if it cannot be decoded
 * @param problems all problems
 * @param locks the locks that programs hold on it
 * @param row the values of the selected expressions; empty if none are selected, or the image has none
 */
public record Inspection(
        ImageReference image,
        Verdict verdict,
        Optional<ImageFacts> facts,
        List<Problem> problems,
        List<HeldLock> locks,
        Optional<SelectedRow> row) {

    /** Copies the lists. */
    public Inspection {
        problems = List.copyOf(problems);
        locks = List.copyOf(locks);
    }

    /** Creates an inspection without a selection. */
    public Inspection(
            ImageReference image,
            Verdict verdict,
            Optional<ImageFacts> facts,
            List<Problem> problems,
            List<HeldLock> locks) {
        this(image, verdict, facts, problems, locks, Optional.empty());
    }

    /** Returns the same inspection with the values of a selection. */
    Inspection with(SelectedRow selected) {
        return new Inspection(image, verdict, facts, problems, locks, Optional.of(selected));
    }

    /** Returns the same inspection with further problems. */
    Inspection with(List<Problem> further) {
        return new Inspection(
                image,
                verdict,
                facts,
                Stream.concat(problems.stream(), further.stream()).toList(),
                locks,
                row);
    }

    /** Returns what expressions know of the image: nothing of its backing file, which is not read; empty without facts. */
    Optional<Scope> scope() {
        return facts.map(known -> new Scope(
                known, () -> Usage.of(locks).map(Usage::label).orElse(""), header -> BackingFacts.NONE, Map.of()));
    }

    /**
     * The part of an inspection that is counted.
     *
     * @param verdict whether QEMU opens the image
     * @param hasProblems whether there are problems of any severity
     * @param isInUse whether a program holds locks on the image
     * @param fails whether QEMU does not open the image, or a problem makes the inspection fail
     */
    public record Brief(Verdict verdict, boolean hasProblems, boolean isInUse, boolean fails) {}

    /** Returns the part that is counted. */
    public Brief brief(FailOn failOn) {
        boolean fails = !verdict.opens() || problems.stream().anyMatch(failOn::matches);
        return new Brief(verdict, !problems.isEmpty(), !locks.isEmpty(), fails);
    }

    /** Whether QEMU opens an image. */
    public enum Verdict {
        /** QEMU opens it for reading and writing. */
        OPENS("QEMU opens it", "opens"),
        /** QEMU opens it for reading only. */
        OPENS_FOR_READING("QEMU opens it for reading only", "opens for reading only"),
        /** QEMU does not open it. */
        DOES_NOT_OPEN("QEMU does not open it", "broken"),
        /** The file is not a qcow2 image. */
        NOT_QCOW2("not a qcow2 image", "not qcow2"),
        /** The file does not exist or cannot be read. */
        UNREADABLE("cannot be read", "unreadable"),
        /** Inspecting it led to a bug in Cowhand. */
        BUG("cannot be inspected", "not inspected");

        private final String words;
        private final String adjective;

        Verdict(String words, String adjective) {
            this.words = words;
            this.adjective = adjective;
        }

        /** Returns the verdict as a phrase about one image. */
        public String words() {
            return words;
        }

        /** Returns the verdict as it follows a number of images. */
        public String adjective() {
            return adjective;
        }

        /** Returns whether QEMU opens the image, at least for reading. */
        public boolean opens() {
            return this == OPENS || this == OPENS_FOR_READING;
        }
    }
}
