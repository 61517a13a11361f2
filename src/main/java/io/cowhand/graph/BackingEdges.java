package io.cowhand.graph;

import io.cowhand.graph.GraphFile.Backing;
import io.cowhand.inspect.BackingTarget;
import io.cowhand.os.FileId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Which node backs which: files by their device and inode, whatever their names. */
final class BackingEdges {

    private static final int NONE = -1;

    private final int files;
    private final List<OutsideBase> outside = new ArrayList<>();
    /** The node that backs a file. */
    private final int[] base;
    /** The first overlay of a node, and the next one that a file's base has. */
    private int[] first;

    private final int[] next;
    private int[] count;

    BackingEdges(List<GraphFile> all, NamedFolders folders) {
        this.files = all.size();
        this.base = new int[files];
        this.next = new int[files];
        Map<FileId, Integer> known = new HashMap<>();
        for (int i = 0; i < files; i++) {
            int node = i;
            all.get(i).id().ifPresent(id -> known.putIfAbsent(id, node));
        }
        Map<Object, Integer> others = new HashMap<>();
        for (int i = 0; i < files; i++) {
            base[i] = all.get(i)
                    .backing()
                    .map(backing -> base(backing, known, others, folders))
                    .orElse(NONE);
        }
        first = new int[nodes()];
        count = new int[nodes()];
        Arrays.fill(first, NONE);
        for (int i = files - 1; i >= 0; i--) {
            if (base[i] != NONE) {
                next[i] = first[base[i]];
                first[base[i]] = i;
                count[base[i]]++;
            }
        }
    }

    private int base(Backing backing, Map<FileId, Integer> known, Map<Object, Integer> others, NamedFolders folders) {
        Optional<Integer> found = backing.target() instanceof BackingTarget.There there
                ? Optional.ofNullable(known.get(there.id()))
                : Optional.empty();
        return found.orElseGet(() -> others.computeIfAbsent(OutsideBase.key(backing), key -> {
            outside.add(OutsideBase.of(backing, folders));
            return files + outside.size() - 1;
        }));
    }

    /** Returns the number of nodes: files, and backing files that are none of them. */
    int nodes() {
        return files + outside.size();
    }

    Optional<OutsideBase> outside(int node) {
        return node < files ? Optional.empty() : Optional.of(outside.get(node - files));
    }

    OptionalInt base(int node) {
        return node < files && base[node] != NONE ? OptionalInt.of(base[node]) : OptionalInt.empty();
    }

    /** Returns the number of files that a node backs. */
    int overlays(int node) {
        return count[node];
    }

    /** Returns the files that a node backs, in their order. */
    IntStream overlaysOf(int node) {
        return IntStream.iterate(first[node], overlay -> overlay != NONE, overlay -> next[overlay]);
    }
}
