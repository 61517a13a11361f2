package io.cowhand.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.image.ImageReference;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.FileName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a problem's value is written. */
class ProblemJsonTest {

    @Test
    void aNumberIsANumberInFull() {
        assertThat(problem(Value.of(7))).contains("\"field\":\"f\",\"value\":7,\"message\"");
        assertThat(problem(Value.of(-1))).contains("\"value\":18446744073709551615,\"message\"");
    }

    @Test
    void aNameIsTextWithItsBytesWhereItIsNotUtf8() {
        assertThat(problem(FileName.asValue(Bytes.utf8("bäse")))).contains("\"value\":\"bäse\",\"message\"");
        assertThat(problem(FileName.asValue(Bytes.of('b', 0xe9))))
                .contains("\"value\":\"b\ufffd\",\"value_hex\":\"62e9\",\"message\"");
    }

    @Test
    void nothingToShowIsLeftOut() {
        assertThat(problem(Value.of(""))).contains("\"field\":\"f\",\"message\"");
    }

    private static String problem(Value value) {
        StepProblem found = StepProblem.ofImage(Problem.error("c", "f", value, "m"));
        return ResultJson.result(new ImageResult(
                new ImageReference(Path.of("a.qcow2")),
                Status.REFUSED,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(found)));
    }
}
