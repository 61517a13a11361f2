package io.cowhand.run;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderImage;
import java.util.Optional;
import java.util.stream.Stream;

/** The names in a header of the files that hold data of the image. No such file is looked up. */
final class NamedFiles {

    private NamedFiles() {}

    /** Returns what differs between a captured header and the present one, as messages. */
    static Stream<String> differences(HeaderImage captured, HeaderImage now) {
        return Stream.of(
                        difference("backing file", captured.backingName(), now.backingName()),
                        difference("external data file", dataFile(captured), dataFile(now)))
                .flatMap(Optional::stream);
    }

    private static Optional<Bytes> dataFile(HeaderImage header) {
        return header.extension(ExtensionType.DATA_FILE).map(HeaderExtension::data);
    }

    private static Optional<String> difference(String file, Optional<Bytes> captured, Optional<Bytes> now) {
        return captured.equals(now)
                ? Optional.empty()
                : Optional.of("the name of the " + file + " is " + quoted(now) + " now, and was " + quoted(captured)
                        + " when the image was captured");
    }

    private static String quoted(Optional<Bytes> name) {
        return name.map(text -> '"' + text.display() + '"').orElse("missing");
    }
}
