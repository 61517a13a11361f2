package io.cowhand.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.Status;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.result.NamedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PlanLineReaderTest {

    private final PlanLineReader reader = new PlanLineReader();

    private static String line(String name, Optional<String> uri, OptionalLong position) {
        return PlannedImageJson.line(new PlannedImage(
                SamplePlan.changed().named(new NamedImage(name, uri, position)), true, Map.of("owner", "me")));
    }

    private static String line(String name) {
        return line(name, Optional.empty(), OptionalLong.empty());
    }

    private PlannedImage read(String line) throws MalformedJsonException {
        return reader.read(Bytes.utf8(line));
    }

    @Test
    void aLineIsReadAsIfItWereTheOnlyOne() throws MalformedJsonException {
        List<String> lines = List.of(
                line("a.qcow2"),
                line("b.qcow2"),
                line("folder with spaces/~{}:,"),
                line("a \"quoted\" name"),
                line("back\\slash"),
                line("n\u00e4me"),
                line("a\nb"),
                line("a", Optional.empty(), OptionalLong.of(7)),
                line("\ufffd", Optional.of("file:///srv/%FF"), OptionalLong.empty()),
                line("a.qcow2")
                        .replace("would-change", "unchanged")
                        .replaceAll("\"write\":\\{[^}]*\\},?", "")
                        .replaceAll("\"changes\":\\[[^]]*\\]", "\"changes\":[]"),
                line("c.qcow2").replace("\"offset\":600", "\"offset\":601"));
        for (int round = 0; round < 2; round++) {
            for (String line : lines) {
                PlannedImage alone = PlannedImageJson.read(Bytes.utf8(line));
                PlannedImage read = read(line);
                assertThat(read).as(line).isEqualTo(alone);
                assertThat(read.result().header()).isEqualTo(alone.result().header());
                assertThat(read.result().image()).isEqualTo(alone.result().image());
            }
        }
    }

    @Test
    void changesOfEqualLinesAreOneObject() throws MalformedJsonException {
        PlannedImage first = read(line("a"));
        read(line("a").replace("\"offset\":600", "\"offset\":601"));
        PlannedImage second = read(line("b"));

        assertThat(second.result().changes()).isSameAs(first.result().changes());
        assertThat(second.result().status()).isEqualTo(Status.WOULD_CHANGE);
    }

    @Test
    void aLineThatIsNoImageIsMalformedHoweverOftenItIsRead() throws MalformedJsonException {
        read(line("a"));
        for (String wrong : List.of(
                line("a").replace("\"window\":4096", "\"window\":-5"),
                line("a").replace("would-change", "unchanged"),
                line("a").replaceFirst("\"status\"", "\"image\":\"b\",\"status\""),
                line("a").replaceFirst("\\}$", ",\"image\":\"b\"}"),
                line("a").replaceFirst("\"image\":\"a\"", "\"image\":\"\""),
                line("a").substring(0, line("a").length() - 1),
                "{\"format_version\":\"1.0\",\"image\":\"")) {
            for (int round = 0; round < 2; round++) {
                assertThatThrownBy(() -> read(wrong)).as(wrong).isInstanceOf(MalformedJsonException.class);
            }
        }
    }
}
