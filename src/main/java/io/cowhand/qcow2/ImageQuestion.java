package io.cowhand.qcow2;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A question about an image that its header and tables do not answer. Equal questions get equal answers from the same image.
 *
 * <p>Not a record, whose generated methods take 20 ms when they are first called, as long as planning hundreds of images.
 */
final class ImageQuestion {

    /** What is asked. */
    enum Kind {
        /** The size of the file. */
        FILE_SIZE((image, nothing) -> image.fileSize()),
        /** The path. */
        PATH((image, nothing) -> image.path()),
        /** The directory. */
        DIRECTORY((image, nothing) -> image.directory()),
        /** Whether the file is shorter than a number of bytes, unsigned. */
        IS_SHORTER_THAN((image, length) -> Long.compareUnsigned(image.fileSize(), (Long) length) < 0),
        /** Whether a name leads to a file or device of the host's system. */
        IS_OF_THE_SYSTEM((image, name) -> FileName.isOfTheSystem((String) name, image.directory())),
        /** Whether a name leads to the image itself. */
        IS_NAMED((image, name) -> isNamed(image, (String) name));

        private final BiFunction<ImageFacts, Object, Object> answer;

        Kind(BiFunction<ImageFacts, Object, Object> answer) {
            this.answer = answer;
        }

        private static boolean isNamed(ImageFacts image, String name) {
            String file = image.fileName();
            // The directory is asked for only if the name can lead there.
            return name.contains(file) && FileName.isSame(name, image.directory(), file);
        }
    }

    static final ImageQuestion FILE_SIZE = new ImageQuestion(Kind.FILE_SIZE, "");
    static final ImageQuestion PATH = new ImageQuestion(Kind.PATH, "");
    static final ImageQuestion DIRECTORY = new ImageQuestion(Kind.DIRECTORY, "");

    private final Kind kind;
    private final Object argument;

    private ImageQuestion(Kind kind, Object argument) {
        this.kind = kind;
        this.argument = argument;
    }

    static ImageQuestion isShorterThan(long length) {
        return new ImageQuestion(Kind.IS_SHORTER_THAN, length);
    }

    static ImageQuestion isOfTheSystem(String name) {
        return new ImageQuestion(Kind.IS_OF_THE_SYSTEM, name);
    }

    static ImageQuestion isNamed(String name) {
        return new ImageQuestion(Kind.IS_NAMED, name);
    }

    /** Returns the answer for an image. */
    Object answer(ImageFacts image) {
        return kind.answer.apply(image, argument);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ImageQuestion that && kind == that.kind && argument.equals(that.argument);
    }

    @Override
    public int hashCode() {
        return 31 * kind.ordinal() + argument.hashCode();
    }
}
