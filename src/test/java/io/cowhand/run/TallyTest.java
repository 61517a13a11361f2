package io.cowhand.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally<String> tally = new Tally<>();

    @Test
    void theMostFrequentComeFirstAndEquallyFrequentOnesInOrder() {
        for (String value : "b a c a d c".split(" ")) {
            tally.add(value);
        }

        assertThat(tally.most(3)).extracting(Tally.Row::value).containsExactly("a", "c", "b");
        assertThat(tally.most(3)).extracting(Tally.Row::images).containsExactly(2L, 2L, 1L);
        assertThat(tally.others(3)).isOne();
        assertThat(tally.others(4)).isZero();
        assertThat(tally.total()).isEqualTo(6);
    }

    @Test
    void valuesBeyondTheLimitAreCountedTogether() {
        for (int i = 0; i < 20_000; i++) {
            tally.add("value " + i);
        }
        tally.add("value 1");
        tally.add("value 19999");

        assertThat(tally.most(Integer.MAX_VALUE)).hasSize(10_000);
        assertThat(tally.most(1)).containsExactly(new Tally.Row<>("value 1", 2));
        assertThat(tally.others(Integer.MAX_VALUE)).isEqualTo(10_001);
    }
}
