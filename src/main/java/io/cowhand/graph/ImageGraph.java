package io.cowhand.graph;

import io.cowhand.graph.GraphFile.Backing;
import io.cowhand.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The files that the user named and, as nodes of their own, the backing files that are none of them. Nodes are numbers: first
 * the files in their order, then the others.
 *
 * <p>Each node has at most one backing file, so that the graph is a forest, except for loops. A tree begins at a node without a
 * backing file; the first node of a loop is taken for one.
 */
public final class ImageGraph {

    /** The number of backing files that a chain may have by default: as many as libvirt reads. */
    public static final int MAX_DEPTH = 200;

    private final List<GraphFile> files;
    private final BackingEdges edges;
    private final Chains chains;
    private final List<List<Problem>> problems;
    private final int passedOver;

    private ImageGraph(List<GraphFile> files, BackingEdges edges, int maxDepth, int passedOver) {
        this.files = files;
        this.edges = edges;
        this.chains = new Chains(edges);
        this.problems = new GraphCheck(files, edges, chains, maxDepth).problems();
        this.passedOver = passedOver;
    }

    /**
     * Returns the graph of some files, each of which occurs once.
     *
     * @param folders the folders that the user named, in addition to those of the files
     * @param maxDepth the number of files that may back an image
     */
    public static ImageGraph of(List<GraphFile> found, Collection<Path> folders, int maxDepth) {
        Set<Object> named = new HashSet<>();
        found.forEach(file -> file.backing().map(OutsideBase::key).ifPresent(named::add));
        List<GraphFile> files = new ArrayList<>(found.size());
        for (GraphFile file : found) {
            if (!file.isDispensable() || file.id().filter(named::contains).isPresent()) {
                files.add(file);
            }
        }
        BackingEdges edges = new BackingEdges(files, new NamedFolders(files, folders));
        return new ImageGraph(files, edges, maxDepth, found.size() - files.size());
    }

    /** Returns the number of files. */
    public int size() {
        return files.size();
    }

    /** Returns the number of files below directories that are no images and back none. */
    public int passedOver() {
        return passedOver;
    }

    /** Returns a file; nothing for a node that is a backing file outside. */
    public Optional<GraphFile> file(int node) {
        return node < files.size() ? Optional.of(files.get(node)) : Optional.empty();
    }

    /** Returns a backing file that is none of the named files; nothing for a node that is one. */
    public Optional<OutsideBase> outside(int node) {
        return edges.outside(node);
    }

    /** Returns the path or name of a node for display, not escaped. */
    public String display(int node) {
        return file(node)
                .map(file -> file.image().display())
                .orElseGet(() -> outside(node).orElseThrow().display());
    }

    /** Returns the node that backs a node. */
    public OptionalInt base(int node) {
        return edges.base(node);
    }

    /** Returns what is known of the backing file of a file; nothing if it has none. */
    public Optional<BaseState> baseState(int node) {
        OptionalInt base = base(node);
        return base.isEmpty()
                ? Optional.empty()
                : Optional.of(outside(base.getAsInt()).map(OutsideBase::state).orElse(BaseState.FOUND));
    }

    /** Returns the number of files that a node backs directly. */
    public int overlays(int node) {
        return edges.overlays(node);
    }

    /** Returns the number of named files that back a file, directly or through others; nothing if it leads to a loop. */
    public OptionalInt depth(int node) {
        return chains.depth(node);
    }

    /** Returns what is wrong with a file, and between it and its backing file; nothing for any other node. */
    public List<Problem> problems(int node) {
        return node < files.size() ? problems.get(node) : List.of();
    }

    /** Returns the nodes at which trees begin: files in their order, then the backing files outside. */
    public IntStream roots() {
        return IntStream.range(0, edges.nodes()).filter(chains::isRoot);
    }

    /** Returns whether a tree begins at a node. */
    public boolean isRoot(int node) {
        return chains.isRoot(node);
    }

    /** Returns the nodes below a node in its tree, in their order. */
    public IntStream below(int node) {
        return edges.overlaysOf(node).filter(overlay -> !chains.isRoot(overlay));
    }

    /** Returns the backing file that a file names. */
    public Optional<Backing> backing(int node) {
        return file(node).flatMap(GraphFile::backing);
    }
}
