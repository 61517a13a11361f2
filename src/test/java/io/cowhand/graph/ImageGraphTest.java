package io.cowhand.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cowhand.graph.GraphFile.Role;
import io.cowhand.graph.TreeEntry.Grouping;
import io.cowhand.inspect.BackingTarget;
import io.cowhand.os.FileId;
import io.cowhand.problem.Problem;
import io.cowhand.testing.GraphFleet;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageGraphTest {

    private static List<String> codes(ImageGraph graph, int node) {
        return graph.problems(node).stream().map(Problem::code).toList();
    }

    private static List<List<String>> codes(ImageGraph graph) {
        return IntStream.range(0, graph.size())
                .mapToObj(node -> codes(graph, node))
                .toList();
    }

    @Test
    void aChainHasOneRootAndTheDepthOfEachImage() {
        ImageGraph graph = GraphFleet.of(4, i -> i + 1 == 4 ? -1 : i + 1).graph();

        assertThat(graph.roots()).containsExactly(3);
        assertThat(IntStream.range(0, 4).map(node -> graph.depth(node).orElseThrow()))
                .containsExactly(3, 2, 1, 0);
        assertThat(graph.below(3)).containsExactly(2);
        assertThat(graph.overlays(3)).isEqualTo(1);
        assertThat(codes(graph)).containsOnly(List.of());
    }

    @Test
    void overlaysStandInTheOrderOfTheFiles() {
        ImageGraph graph = GraphFleet.of(5, i -> i == 2 ? -1 : 2).graph();

        assertThat(graph.below(2)).containsExactly(0, 1, 3, 4);
    }

    @Test
    void theFirstNodeOfALoopIsItsRootAndEverythingAboveItIsInTrouble() {
        // 1 -> 4 -> 2 -> 1, and 0 -> 2, 3 -> 0; 5 backs itself, and 6 is apart.
        int[] base = {2, 4, 1, 0, 2, 5, -1};
        ImageGraph graph = GraphFleet.of(7, i -> base[i]).graph();

        assertThat(graph.roots()).containsExactly(1, 5, 6);
        assertThat(graph.below(1)).containsExactly(2);
        assertThat(graph.below(2)).containsExactly(0, 4);
        assertThat(graph.below(5)).isEmpty();
        assertThat(IntStream.range(0, 6)).allSatisfy(node -> {
            assertThat(codes(graph, node)).containsExactly("backing-loop");
            assertThat(graph.depth(node)).isEmpty();
        });
        assertThat(codes(graph, 6)).isEmpty();
    }

    @Test
    void everyNodeIsInExactlyOneTree() {
        for (int seed = 0; seed < 200; seed++) {
            int salt = seed;
            ImageGraph graph = GraphFleet.of(60, i -> ((i * 7919 + salt * 104_729) % (61 + salt % 7)) - 1)
                    .graph();
            int[] seen = new int[graph.size() + 60];
            Deque<Integer> open = new ArrayDeque<>();
            graph.roots().forEach(open::add);
            while (!open.isEmpty()) {
                int node = open.pop();
                seen[node]++;
                graph.below(node).forEach(open::push);
            }
            assertThat(IntStream.range(0, graph.size()).map(node -> seen[node]))
                    .as("seed %d", seed)
                    .containsOnly(1);
        }
    }

    @Test
    void aBackingFileThatNobodyNamedIsOneNodeWhateverItsNames() {
        ImageGraph graph = new GraphFleet()
                .add("/f/a", new BackingTarget.There(Path.of("/f/x"), new FileId(1, 99)))
                .add("/f/b", new BackingTarget.There(Path.of("/f/link-to-x"), new FileId(1, 99)))
                .add("/f/c", new BackingTarget.Absent(Path.of("/f/../f/gone"), "cannot be found: no such file"))
                .add("/f/d", new BackingTarget.Absent(Path.of("/f/gone"), "cannot be found: no such file"))
                .graph();

        assertThat(graph.roots()).containsExactly(4, 5);
        assertThat(graph.below(4)).containsExactly(0, 1);
        assertThat(graph.below(5)).containsExactly(2, 3);
        assertThat(graph.depth(0)).hasValue(0);
        assertThat(codes(graph))
                .containsExactly(
                        List.of("backing-not-found"),
                        List.of("backing-not-found"),
                        List.of("backing-file-missing"),
                        List.of("backing-file-missing"));
    }

    /** Otherwise an image could ask for the existence of any file. */
    @Test
    void outsideOfTheNamedFoldersNothingIsSaidAboutExistence() {
        ImageGraph graph = new GraphFleet()
                .add("/f/a", new BackingTarget.There(Path.of("/g/x"), new FileId(1, 99)))
                .add("/f/b", new BackingTarget.Absent(Path.of("/g/gone"), "cannot be found: no such file"))
                .add("/f/c", new BackingTarget.There(Path.of("/f/../g/y"), new FileId(1, 98)))
                .add("/f/d", new BackingTarget.There(Path.of("/f/sub/y"), new FileId(1, 97)))
                .graph();

        assertThat(IntStream.range(0, 4).mapToObj(graph::baseState).map(Optional::orElseThrow))
                .containsExactly(BaseState.UNKNOWN, BaseState.UNKNOWN, BaseState.UNKNOWN, BaseState.EXISTS);
        assertThat(IntStream.range(0, 2).mapToObj(node -> graph.problems(node).get(0)))
                .extracting(Problem::code, Problem::message)
                .containsExactly(
                        tuple("backing-not-found", "the backing file /g/x is not among the images and bases named"),
                        tuple("backing-not-found", "the backing file /g/gone is not among the images and bases named"));
    }

    @Test
    void theLimitOnChainsIsTheNumberOfFilesBelow() {
        ImageGraph graph = GraphFleet.of(5, i -> i - 1).graph(2);

        assertThat(codes(graph))
                .containsExactly(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of("backing-chain-too-long"),
                        List.of("backing-chain-too-long"));
        assertThat(graph.problems(4).get(0).message()).isEqualTo("4 files back this image, which is more than 2");
    }

    @Test
    void aFileBelowADirectoryCountsIfItIsAnImageOrBacksOne() {
        ImageGraph graph = new GraphFleet()
                .addRaw(Role.CANDIDATE, "/f/readme", 0)
                .addRaw(Role.CANDIDATE, "/f/base.raw", 1)
                .add("/f/a", GraphFleet.there(1))
                .addRaw(Role.IMAGE, "/f/named.raw", 3)
                .graph();

        assertThat(IntStream.range(0, graph.size()).mapToObj(graph::display))
                .containsExactly("/f/base.raw", "/f/a", "/f/named.raw");
        assertThat(graph.passedOver()).isEqualTo(1);
        assertThat(graph.depth(1)).hasValue(1);
    }

    @Test
    void onlyABaseThatBacksNothingIsUnused() {
        ImageGraph graph = new GraphFleet()
                .add(Role.IMAGE, "/f/a", 0, Optional.of(GraphFleet.there(1)))
                .add(Role.BASE, "/f/used", 1, Optional.empty())
                .add(Role.BASE, "/f/unused", 2, Optional.empty())
                .add(Role.IMAGE, "/f/alone", 3, Optional.empty())
                .graph();

        assertThat(codes(graph)).containsExactly(List.of(), List.of(), List.of("backing-file-unused"), List.of());
    }

    @Test
    void equalFilesAreOneEntryButNotThoseThatDiffer() {
        GraphFleet fleet = GraphFleet.of(20, i -> i == 0 ? -1 : i == 19 ? 7 : 0);
        fleet.add(Role.IMAGE, "/f/other", 20, Optional.of(new BackingTarget.NotFollowed("is a protocol")));
        ImageGraph graph = fleet.graph();

        List<TreeEntry> entries = new Grouping(5, 2).entries(graph, graph.below(0));

        assertThat(entries)
                .containsExactly(
                        new TreeEntry.Single(1),
                        new TreeEntry.Single(2),
                        new TreeEntry.Single(7),
                        new TreeEntry.Equal(15, List.of(3, 4)));
        assertThat(Grouping.NONE.entries(graph, graph.below(0))).hasSize(18);
        assertThat(new Grouping(18, 2).entries(graph, graph.below(0))).hasSize(18);
    }
}
