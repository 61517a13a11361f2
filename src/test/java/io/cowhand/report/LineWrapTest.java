package io.cowhand.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineWrapTest {

    @Test
    void aLineThatFitsIsLeftAlone() {
        assertThat(LineWrap.wrap("", 1)).containsExactly("");
        assertThat(LineWrap.wrap("one two  three", 14)).containsExactly("one two  three");
    }

    @Test
    void aLongLineIsWrappedAtWordsAndItsRestIndented() {
        assertThat(LineWrap.wrap("  step 1 move-backing   backing_file  \"/a\" -> \"/b\"", 24))
                .containsExactly("  step 1 move-backing", "      backing_file  \"/a\"", "      -> \"/b\"");
        assertThat(LineWrap.wrap("one two three", 7)).containsExactly("one two", "   three");
    }

    @Test
    void aWordThatIsTooWideStaysWhole() {
        assertThat(LineWrap.wrap("see /a/very/long/path/indeed now", 12))
                .containsExactly("see", "    /a/very/long/path/indeed", "    now");
        assertThat(LineWrap.wrap("    " + "x".repeat(20), 10)).containsExactly("    " + "x".repeat(20));
    }

    @Test
    void theBranchesOfATreeGoOnBesideTheRestOfALine() {
        assertThat(LineWrap.wrap("│  ├─ vms/web-1.qcow2  cannot be read", 24))
                .containsExactly("│  ├─ vms/web-1.qcow2", "│  │      cannot be read");
        assertThat(LineWrap.wrap("│  └─ vms/web-1.qcow2  cannot be read", 24))
                .containsExactly("│  └─ vms/web-1.qcow2", "│         cannot be read");
    }

    @Test
    void coloursAndMarksTakeNoColumnAndWideLettersTwo() {
        String green = "\u001b[32mone two\u001b[0m";
        assertThat(LineWrap.wrap(green, 7)).containsExactly(green);
        assertThat(LineWrap.wrap(green, 6)).containsExactly("\u001b[32mone", "   two\u001b[0m");
        assertThat(LineWrap.wrap("e\u0301 e\u0301", 3)).containsExactly("e\u0301 e\u0301");
        assertThat(LineWrap.wrap("\u4e2d \ud83d\udc04", 5)).containsExactly("\u4e2d \ud83d\udc04");
        assertThat(LineWrap.wrap("\u4e2d \ud83d\udc04", 4)).containsExactly("\u4e2d", "  \ud83d\udc04");
    }
}
