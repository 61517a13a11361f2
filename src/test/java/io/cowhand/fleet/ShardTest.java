package io.cowhand.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardTest {

    @Test
    void aShardIsReadFromTheTextThatItIsShownAs() {
        assertThat(Shard.parse("3/7")).isEqualTo(new Shard(3, 7)).hasToString("3/7");
        assertThat(Shard.parse("1/1")).isEqualTo(new Shard(1, 1));
    }

    @Test
    void aNumberIsInTheShardOfItsRemainder() {
        assertThat(new Shard(1, 7).has(14)).isTrue();
        assertThat(new Shard(7, 7).has(13)).isTrue();
        assertThat(new Shard(7, 7).has(14)).isFalse();
        assertThat(new Shard(1, 1).has(0xffff_ffffL)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0/3          | there is no shard 0 of 3; shards are numbered 1 to 3
            4/3          | there is no shard 4 of 3; shards are numbered 1 to 3
            1/0          | the number of shards must be at least 1
            x            | "x" is not of the form I/N, such as 3/7
            -1/3         | "-1/3" is not of the form I/N, such as 3/7
            1/3/5        | "1/3/5" is not of the form I/N, such as 3/7
            1/9999999999 | "1/9999999999" is not of the form I/N, such as 3/7
            """)
    void whatIsNoShardIsRefused(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Shard.parse(text)).withMessage(message);
    }
}
