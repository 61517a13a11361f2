package io.cowhand.operation.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.qcow2.ExtensionPayload.Labels;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.testing.HeaderBytes;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SetLabelsTest {

    private static Binding bound(String name) {
        Map<String, String> labels = Map.of(name, "v");
        return new SetLabels().bind(new Arguments(Map.of("labels", labels), Map.of(), false));
    }

    @Test
    void theLongestNameIsReadAgain() {
        String name = "é".repeat(Labels.MAX_NAME);
        HeaderEdit edit = ((Binding.Bound) bound(name)).edit();
        HeaderEdit.Edited edited =
                (HeaderEdit.Edited) edit.edit(HeaderBytes.v3(18).facts());
        HeaderImage read =
                ((HeaderCodec.Decoded) HeaderCodec.decode(edited.header().encode())).header();
        assertThat(read.payload(ExtensionType.LABELS, Labels.class)
                        .orElseThrow()
                        .labels())
                .containsExactly(Map.entry(name, "v"));
    }

    @Test
    void aNameIsNotLonger() {
        assertThat(bound("x".repeat(Labels.MAX_NAME + 1)))
                .asInstanceOf(type(Binding.Invalid.class))
                .extracting(invalid -> invalid.problems().get(0).message())
                .asString()
                .endsWith("names of at most 50000 characters");
    }
}
