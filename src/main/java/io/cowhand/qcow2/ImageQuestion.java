package io.cowhand.qcow2;

/**
 * A question about an image that its header and tables do not answer. Equal questions get equal answers from the same image.
 *
 * @param <T> the type of the answer
 */
sealed interface ImageQuestion<T> {

    /** Returns the answer for an image. */
    T answer(ImageFacts image);

    /** What the value of a fact is. */
    enum Fact implements ImageQuestion<Object> {
        /** The size of the file. */
        FILE_SIZE {
            @Override
            public Object answer(ImageFacts image) {
                return image.fileSize();
            }
        },
        /** The path. */
        PATH {
            @Override
            public Object answer(ImageFacts image) {
                return image.path();
            }
        },
        /** The directory. */
        DIRECTORY {
            @Override
            public Object answer(ImageFacts image) {
                return image.directory();
            }
        }
    }

    /**
     * Whether the file is shorter than a number of bytes.
     *
     * @param length the number, unsigned
     */
    record IsShorterThan(long length) implements ImageQuestion<Boolean> {
        @Override
        public Boolean answer(ImageFacts image) {
            return Long.compareUnsigned(image.fileSize(), length) < 0;
        }
    }

    /**
     * Whether a name leads to a file or device of the host's system.
     *
     * @param name the name
     */
    record IsOfTheSystem(String name) implements ImageQuestion<Boolean> {
        @Override
        public Boolean answer(ImageFacts image) {
            return FileName.isOfTheSystem(name, image.directory());
        }
    }

    /**
     * Whether a name leads to the image itself.
     *
     * @param name the name
     */
    record IsNamed(String name) implements ImageQuestion<Boolean> {
        @Override
        public Boolean answer(ImageFacts image) {
            String file = image.fileName();
            // The directory is asked for only if the name can lead there.
            return name.contains(file) && FileName.isSame(name, image.directory(), file);
        }
    }
}
