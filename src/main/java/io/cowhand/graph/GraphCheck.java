package io.cowhand.graph;

import io.cowhand.graph.GraphFile.Backing;
import io.cowhand.graph.GraphFile.Disk;
import io.cowhand.graph.GraphFile.Role;
import io.cowhand.problem.Problem;
import io.cowhand.rule.BackingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Finds what is wrong between images. */
final class GraphCheck {

    private final List<GraphFile> files;
    private final BackingEdges edges;
    private final Chains chains;
    private final int maxDepth;

    GraphCheck(List<GraphFile> files, BackingEdges edges, Chains chains, int maxDepth) {
        this.files = files;
        this.edges = edges;
        this.chains = chains;
        this.maxDepth = maxDepth;
    }

    /** Returns the problems of each file. */
    List<List<Problem>> problems() {
        List<List<Problem>> all = new ArrayList<>(files.size());
        for (int node = 0; node < files.size(); node++) {
            List<Problem> found = new ArrayList<>(files.get(node).problems());
            int overlay = node;
            files.get(node).backing().ifPresent(backing -> checkBacking(overlay, backing, found));
            checkBase(node, found);
            all.add(List.copyOf(found));
        }
        return all;
    }

    private void checkBacking(int node, Backing backing, List<Problem> found) {
        int base = edges.base(node).orElseThrow();
        OptionalInt depth = chains.depth(node);
        if (depth.isEmpty()) {
            found.add(backing.overlay().loop(files.get(base).image().display()));
            return;
        }
        if (depth.getAsInt() > maxDepth) {
            found.add(backing.overlay()
                    .problem(
                            BackingRule.CHAIN_TOO_LONG,
                            depth.getAsInt() + " files back this image, which is more than " + maxDepth));
        }
        edges.outside(base)
                .ifPresentOrElse(
                        outside -> found.add(outside.problem(backing)),
                        () -> files.get(base)
                                .asBase()
                                .map(backing.overlay()::differences)
                                .ifPresent(found::addAll));
    }

    private void checkBase(int node, List<Problem> found) {
        int overlays = edges.overlays(node);
        GraphFile file = files.get(node);
        if (overlays > 0 && file.disk().filter(Disk::isWritten).isPresent()) {
            found.add(BackingRule.WRITTEN.problem("this file is open for writing, although it backs "
                    + (overlays == 1 ? "an image" : overlays + " images")
                    + ": what is written to it changes or destroys what "
                    + (overlays == 1 ? "that image holds" : "those images hold")));
        }
        if (overlays == 0 && file.role() == Role.BASE) {
            found.add(BackingRule.UNUSED.problem("none of the images named has this file as its backing file"));
        }
    }
}
