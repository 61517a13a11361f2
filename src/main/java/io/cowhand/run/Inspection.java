package io.cowhand.run;

import io.cowhand.image.ImageReference;
import io.cowhand.os.HeldLock;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ImageFacts;
import java.util.List;
import java.util.Optional;

/**
 * What there is to say about an image.
 *
 * @param verdict whether QEMU opens it
 * @param facts what is in it, where that can be taken apart
 * @param problems what is wrong with it
 * @param locks the locks that somebody holds on it
 */
public record Inspection(
        ImageReference image,
        Verdict verdict,
        Optional<ImageFacts> facts,
        List<Problem> problems,
        List<HeldLock> locks) {

    /** Copies the lists. */
    public Inspection {
        problems = List.copyOf(problems);
        locks = List.copyOf(locks);
    }

    /**
     * What is counted.
     *
     * @param hasProblems whether there are any, of whatever severity
     * @param isInUse whether somebody holds locks on the image
     */
    public record Brief(Verdict verdict, boolean hasProblems, boolean isInUse) {}

    /** What is counted of this one. */
    public Brief brief() {
        return new Brief(verdict, !problems.isEmpty(), !locks.isEmpty());
    }

    /** Whether QEMU opens an image. */
    public enum Verdict {
        /** It does. */
        OPENS("QEMU opens it", "opens"),
        /** It does, but only for reading. */
        OPENS_FOR_READING("QEMU opens it for reading only", "opens for reading only"),
        /** It does not. */
        DOES_NOT_OPEN("QEMU does not open it", "broken"),
        /** This is not a qcow2 image. */
        NOT_QCOW2("not a qcow2 image", "not qcow2"),
        /** The file is not there, or cannot be read. */
        UNREADABLE("cannot be read", "unreadable"),
        /** Looking at it led to a bug of this program. */
        BUG("cannot be inspected", "not inspected");

        private final String words;
        private final String adjective;

        Verdict(String words, String adjective) {
            this.words = words;
            this.adjective = adjective;
        }

        /** The verdict as a sentence about one image. */
        public String words() {
            return words;
        }

        /** The verdict behind a number of images. */
        public String adjective() {
            return adjective;
        }

        /** Whether QEMU opens the image at least for reading. */
        public boolean opens() {
            return this == OPENS || this == OPENS_FOR_READING;
        }
    }
}
