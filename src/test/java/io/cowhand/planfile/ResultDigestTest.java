package io.cowhand.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.diff.Change;
import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.Status;
import io.cowhand.image.ImageReference;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.undo.UndoClass;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ResultDigestTest {

    private static final ImageReference IMAGE = new ImageReference(Path.of("a \"b\".qcow2"));

    private static ImageResult changed(Status status) {
        Change change = new Change.Field(HeaderField.VERSION, OptionalLong.of(2), OptionalLong.of(3));
        return changed(status, new PlannedChange(1, "upgrade", false, change));
    }

    private static ImageResult changed(Status status, PlannedChange change) {
        return new ImageResult(
                        IMAGE, status, List.of(change), Optional.empty(), Optional.of(UndoClass.UNTOUCHED), List.of())
                .with(new HeaderWindows(Bytes.hex("0100"), Bytes.hex("0200"), 65_536));
    }

    @Test
    void theDigestIsThatOfTheCanonicalForm() {
        String canonical = "{\"after\":\"" + Bytes.hex("02").sha256().toHex() + "\",\"before\":\""
                + Bytes.hex("01").sha256().toHex()
                + "\",\"changes\":[{\"after\":3,\"before\":2,\"kind\":\"field\",\"name\":\"version\",\"op\":\"upgrade\","
                + "\"step\":1}],\"image\":\"a \\\"b\\\".qcow2\",\"status\":\"changed\"}";
        assertThat(ResultDigest.of(changed(Status.CHANGED)))
                .isEqualTo(Bytes.utf8(canonical).sha256());
    }

    @Test
    void aPlanHasTheDigestOfItsRun() {
        assertThat(ResultDigest.of(changed(Status.WOULD_CHANGE))).isEqualTo(ResultDigest.of(changed(Status.CHANGED)));
    }

    @Test
    void aChangeThatImagesShareHasTheSameDigestEachTime() {
        PlannedChange shared = changed(Status.CHANGED).changes().get(0);
        Bytes once = ResultDigest.of(changed(Status.CHANGED));
        for (int image = 0; image < 4; image++) {
            assertThat(ResultDigest.of(changed(Status.CHANGED, shared))).isEqualTo(once);
        }
    }

    @Test
    void anImageThatWasNotReadHasNoWindows() {
        String canonical = "{\"after\":null,\"before\":null,\"changes\":[],\"image\":\"a \\\"b\\\".qcow2\","
                + "\"status\":\"unreadable\"}";
        assertThat(ResultDigest.of(ImageResult.of(IMAGE, Status.UNREADABLE, List.of())))
                .isEqualTo(Bytes.utf8(canonical).sha256());
    }
}
