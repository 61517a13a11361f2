package io.cowhand.graph;

import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;

/** How deep each node lies in its chain of backing files, and where chains are loops. */
final class Chains {

    /** The depth of what leads to a loop. */
    private static final int ENDLESS = Integer.MIN_VALUE;

    private final int[] depth;
    private final BitSet roots = new BitSet();

    Chains(BackingEdges edges) {
        this.depth = new int[edges.nodes()];
        Arrays.fill(depth, ENDLESS);
        descend(edges);
        findLoops(edges);
    }

    /** Goes from the nodes without a backing file to their overlays, level by level. */
    private void descend(BackingEdges edges) {
        int[] queue = new int[edges.nodes()];
        int end = 0;
        for (int node = 0; node < edges.nodes(); node++) {
            if (edges.base(node).isEmpty()) {
                roots.set(node);
                // A backing file that is none of the named files counts as none.
                depth[node] = edges.outside(node).isPresent() ? -1 : 0;
                queue[end++] = node;
            }
        }
        for (int at = 0; at < end; at++) {
            int node = queue[at];
            for (int overlay : (Iterable<Integer>) edges.overlaysOf(node)::iterator) {
                depth[overlay] = depth[node] + 1;
                queue[end++] = overlay;
            }
        }
    }

    /** Makes the first node of each loop a root. What has no depth leads to a loop. */
    private void findLoops(BackingEdges edges) {
        int[] walk = new int[depth.length];
        for (int start = 0; start < depth.length; start++) {
            if (depth[start] != ENDLESS || walk[start] != 0) {
                continue;
            }
            int node = start;
            while (walk[node] == 0) {
                walk[node] = start + 1;
                node = edges.base(node).orElseThrow();
            }
            if (walk[node] == start + 1) {
                roots.set(firstOfLoop(node, edges));
            }
        }
    }

    private static int firstOfLoop(int member, BackingEdges edges) {
        int first = member;
        for (int node = edges.base(member).orElseThrow();
                node != member;
                node = edges.base(node).orElseThrow()) {
            first = Math.min(first, node);
        }
        return first;
    }

    /** Returns whether a tree begins at a node. */
    boolean isRoot(int node) {
        return roots.get(node);
    }

    /** Returns the number of named files that back a node; nothing if it leads to a loop. */
    OptionalInt depth(int node) {
        return depth[node] == ENDLESS ? OptionalInt.empty() : OptionalInt.of(Math.max(depth[node], 0));
    }
}
