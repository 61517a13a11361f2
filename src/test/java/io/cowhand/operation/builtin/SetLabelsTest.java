package io.cowhand.operation.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cowhand.json.JsonLines;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.qcow2.ExtensionPayload.Labels;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.testing.HeaderBytes;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SetLabelsTest {

    private static Binding bound(Map<String, String> labels) {
        return new SetLabels().bind(new Arguments(Map.of("labels", labels), Map.of(), false));
    }

    /** Returns the labels that are read from an image into which the given ones were written. */
    private static Map<String, String> written(Map<String, String> labels) {
        HeaderEdit edit = ((Binding.Bound) bound(labels)).edit();
        HeaderImage after = ((HeaderEdit.Edited) edit.edit(HeaderBytes.v3(18).facts())).header();
        HeaderImage read = ((HeaderCodec.Decoded) HeaderCodec.decode(after.encode())).header();
        return read.payload(ExtensionType.LABELS, Labels.class).orElseThrow().labels();
    }

    @Test
    void theLongestNameIsReadAgain() {
        Map<String, String> labels = Map.of("é".repeat(Labels.MAX_NAME), "v");
        assertThat(written(labels)).isEqualTo(labels);
    }

    @Test
    void aNameIsNotLonger() {
        assertThat(bound(Map.of("x".repeat(Labels.MAX_NAME + 1), "v")))
                .asInstanceOf(type(Binding.Invalid.class))
                .extracting(invalid -> invalid.problems().get(0).message())
                .asString()
                .endsWith("names of at most 50000 characters");
    }

    /** Returns labels whose names all have the same hash code in the JSON parser, which multiplies by 33. */
    private static Map<String, String> colliding() {
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < 1 << 10; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 10; bit++) {
                name.append((i >> bit & 1) == 0 ? "Bb" : "CA");
            }
            labels.put(name.toString(), "v");
        }
        return labels;
    }

    @Test
    void namesWithEqualHashCodesAreReadWhateverWasReadBefore() throws MalformedJsonException {
        Map<String, String> labels = colliding();
        String json = JsonLines.line(members -> labels.forEach(members::writeStringProperty));
        for (int round = 0; round < 3; round++) {
            assertThat(written(labels)).isEqualTo(labels);
            assertThat(JsonMembers.of(json).has("BbBbBbBbBbBbBbBbBbBb")).isTrue();
        }
    }
}
