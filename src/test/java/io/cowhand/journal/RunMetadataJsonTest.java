package io.cowhand.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The heads of runs, and the values of variables in them. */
class RunMetadataJsonTest {

    private static RunMetadata metadata(Map<String, Object> vars) {
        return new RunMetadata(
                "run",
                Instant.EPOCH,
                "root",
                Optional.empty(),
                "host",
                "boot",
                "1.0",
                List.of(),
                "apply",
                "r.yaml",
                "r",
                "",
                vars,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aHeadWithoutVariablesIsThatOfAnOlderVersion() {
        String json = RunMetadataJson.write(metadata(Map.of()));
        assertThat(json).doesNotContain("vars");
        assertThat(RunMetadataJson.read(json)).contains(metadata(Map.of()));
    }

    @Test
    void valuesKeepTheirOrder() {
        Map<String, Object> vars = new LinkedHashMap<>();
        vars.put("z", "/mnt");
        vars.put("a", List.of(BigInteger.TWO.pow(64), true, Map.of("b", List.of(Map.of()))));
        RunMetadata read =
                RunMetadataJson.read(RunMetadataJson.write(metadata(vars))).orElseThrow();
        assertThat(read.vars()).containsExactly(entry("z", "/mnt"), entry("a", vars.get("a")));
    }

    @Test
    void theLongestValuesFitIntoARecord() {
        RunMetadata longest = metadata(Map.of("a", "\u0001".repeat(1 << 20)));
        assertThat(RecordCodec.encode(new JournalRecord.RunRecord(longest)).remaining())
                .isGreaterThan(6 << 20);
    }
}
