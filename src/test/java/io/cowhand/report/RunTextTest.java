package io.cowhand.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.journal.JournalSummary;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.RunMetadata;
import io.cowhand.journal.StateDirectory;
import io.cowhand.run.RunEntry;
import io.cowhand.testing.Golden;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code runs} shows of a run. */
class RunTextTest {

    private static final String ID = "20260101T000000.000Z-abcdef";

    private static RunMetadata metadata(String name, Optional<String> more) {
        return new RunMetadata(
                ID,
                Instant.EPOCH,
                "root",
                more,
                "host",
                "boot",
                "1.0",
                List.of("apply", name),
                "apply",
                name,
                name,
                more.orElse(""),
                vars(more),
                more,
                more);
    }

    private static RunEntry entry(RecordedRun run, String command, String source, String name) {
        RunMetadata metadata = new RunMetadata(
                ID,
                Instant.EPOCH,
                "root",
                Optional.empty(),
                "host",
                "boot",
                "1.0",
                List.of(command),
                command,
                source,
                name,
                "",
                Map.of(),
                Optional.empty(),
                Optional.empty());
        return new RunEntry(run, summary(Optional.of(metadata), true, Optional.empty(), 0), false, List.of());
    }

    private static Map<String, Object> vars(Optional<String> more) {
        Map<String, Object> vars = new LinkedHashMap<>();
        more.ifPresent(text -> {
            vars.put("text", text);
            vars.put("names", List.of("b/c", BigInteger.TWO, true, Map.of("a", text)));
            vars.put("pin_secret", "sha256:00");
        });
        return vars;
    }

    private static JournalSummary summary(
            Optional<RunMetadata> metadata, boolean ended, Optional<String> damage, long unresolved) {
        return new JournalSummary(metadata, ended, damage, 1234, 1233, unresolved);
    }

    @Test
    void whatIsNoRecipeIsNotCalledOne(@TempDir Path directory) throws IOException {
        StateDirectory state = new StateDirectory(directory);
        state.prepare();
        state.begin(metadata("recipe.yaml", Optional.empty())).close();
        RecordedRun run = state.find(ID).orElseThrow();

        RunEntry rollback =
                entry(run, "rollback", "20250101T000000.000Z-ghjkmn", "rollback of 20250101T000000.000Z-ghjkmn");
        assertThat(RunText.line(rollback)).endsWith("  root  rollback of 20250101T000000.000Z-ghjkmn");
        assertThat(RunText.page(rollback)).contains("  rollback of   20250101T000000.000Z-ghjkmn");

        RunEntry restore = entry(run, "restore", "fleet.capture", "restore of a.qcow2");
        assertThat(RunText.line(restore)).endsWith("  root  restore of a.qcow2 (fleet.capture)");
        assertThat(RunText.page(restore)).contains("  capture       fleet.capture");

        RunEntry script = entry(run, "qcow2", "a.qcow2", "qcow2 a.qcow2");
        assertThat(RunText.line(script)).endsWith("  root  qcow2 a.qcow2");
        assertThat(RunText.page(script)).contains("  image         a.qcow2");

        for (RunEntry entry : List.of(rollback, restore, script)) {
            assertThat(String.join("\n", RunText.page(entry))).doesNotContain("  recipe ");
        }
    }

    @Test
    void runsInEveryState(@TempDir Path directory) throws IOException {
        StateDirectory state = new StateDirectory(directory);
        state.prepare();
        state.begin(metadata("recipe.yaml", Optional.empty())).close();
        RecordedRun run = state.find(ID).orElseThrow();
        List<JournalSummary> summaries = List.of(
                summary(Optional.of(metadata("recipe.yaml", Optional.empty())), true, Optional.empty(), 0),
                summary(
                        Optional.of(metadata(SampleResults.HOSTILE, Optional.of(SampleResults.WIDE))),
                        true,
                        Optional.empty(),
                        1),
                summary(Optional.empty(), false, Optional.empty(), 0),
                summary(Optional.empty(), false, Optional.of("record 7"), 0));
        List<String> text = new ArrayList<>();
        List<String> json = new ArrayList<>();
        for (JournalSummary summary : summaries) {
            RunEntry entry = new RunEntry(run, summary, false, List.of());
            text.add(RunText.line(entry));
            text.addAll(RunText.page(entry));
            json.add(RunText.json(entry));
        }
        text.add(RunText.line(new RunEntry(run, summaries.get(0), true, List.of("20260102T000000.000Z-ghjkmn"))));
        Golden.assertLines("report/runs.txt", text);
        Golden.assertLines("report/runs.jsonl", json);
    }
}
