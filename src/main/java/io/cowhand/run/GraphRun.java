package io.cowhand.run;

import io.cowhand.fleet.Cancellation;
import io.cowhand.graph.GraphFile;
import io.cowhand.graph.GraphFile.Role;
import io.cowhand.graph.GraphFileReader;
import io.cowhand.graph.ImageGraph;
import io.cowhand.image.ImageSearch;
import io.cowhand.image.SearchWatchdog;
import io.cowhand.inventory.StandardInput;
import io.cowhand.os.FileTree;
import io.cowhand.os.TimeLimit;
import io.cowhand.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out which image backs which, of those that the user names. */
public final class GraphRun {

    /** The number of images that a thread takes at a time: each takes some microseconds. */
    private static final int BATCH = 16;

    private final FileTree files;
    private final boolean recursive;
    private final TimeLimit limit;

    /**
     * Creates a use case that has not begun.
     *
     * @param files the files among which images are found and read
     * @param recursive whether a directory stands for all images below it
     * @param limit how long to wait for a file
     */
    public GraphRun(FileTree files, boolean recursive, TimeLimit limit) {
        this.files = files;
        this.recursive = recursive;
        this.limit = limit;
    }

    /** The result of finding the named files. */
    public sealed interface Search {}

    /**
     * The files that names lead to.
     *
     * @param files the files, each once
     * @param folders the directories that were named
     * @param complaints the problems of names that lead to none
     */
    public record Found(List<Member> files, List<Path> folders, List<String> complaints) implements Search {
        /** Copies the lists. */
        public Found {
            files = List.copyOf(files);
            folders = List.copyOf(folders);
            complaints = List.copyOf(complaints);
        }
    }

    /** A file that was found, and as what it was named. */
    public record Member(ImageSearch.Found file, Role role) {
        private static Member of(ImageSearch.Found file, Role wanted) {
            return new Member(file, file.wanted() ? wanted : Role.CANDIDATE);
        }
    }

    /** No graph is to be made; the cause says why. */
    public record NotFound(InspectRun.NotFound cause) implements Search {}

    /**
     * Finds the named files.
     *
     * @param images paths and globs of images
     * @param lists inventories of images, or {@code -} for standard input
     * @param bases paths and globs of files that back images
     */
    public Search search(List<String> images, List<String> lists, StandardInput input, List<String> bases) {
        SearchWatchdog watchdog = new SearchWatchdog();
        ImageSearch search = new ImageSearch(files, recursive, watchdog);
        // Bases first: a file that is named as one is a base, even if it lies below a directory of images.
        InspectRun.Search backing =
                InspectRun.search(names(bases), List.of(), StandardInput.none(), search, watchdog, limit);
        if (backing instanceof InspectRun.NotFound none) {
            return new NotFound(none);
        }
        int first = search.images().size();
        InspectRun.Search found = InspectRun.search(names(images), lists, input, search, watchdog, limit);
        if (found instanceof InspectRun.NotFound none) {
            return new NotFound(none);
        }
        InspectRun.Found all = (InspectRun.Found) found;
        Set<String> complaints = new LinkedHashSet<>(all.complaints());
        complaints.addAll(((InspectRun.Found) backing).complaints());
        List<Member> members = new ArrayList<>();
        all.images().stream().skip(first).forEach(file -> members.add(Member.of(file, Role.IMAGE)));
        all.images().stream().limit(first).forEach(file -> members.add(Member.of(file, Role.BASE)));
        return new Found(members, folders(images, bases), List.copyOf(complaints));
    }

    private static List<InspectRun.Name> names(List<String> arguments) {
        return arguments.stream().map(name -> new InspectRun.Name(name, false)).toList();
    }

    private List<Path> folders(List<String> images, List<String> bases) {
        return recursive
                ? Stream.concat(images.stream(), bases.stream())
                        .map(Path::of)
                        .filter(files::isDirectory)
                        .toList()
                : List.of();
    }

    /**
     * Reads the files that were found, and returns their graph; nothing if it was cancelled, since a graph without some of the
     * files would show others as missing.
     *
     * @param maxDepth the number of files that may back an image
     */
    public Optional<ImageGraph> run(Found found, int maxDepth, Cancellation cancellation) {
        int threads = Runtime.getRuntime().availableProcessors();
        FleetExecutor run = new FleetExecutor(threads, BATCH, limit);
        cancellation.onCancel(run::stop);
        List<GraphFile> read = new ArrayList<>(found.files.size());
        run.run(found.files.iterator(), new ReadingJob(new GraphFileReader(files, limit)), read::add);
        return read.size() == found.files.size()
                ? Optional.of(ImageGraph.of(read, found.folders, maxDepth))
                : Optional.empty();
    }

    /** Reads files. */
    private record ReadingJob(GraphFileReader reader) implements FleetJob<Member, GraphFile, GraphFile> {

        @Override
        public GraphFile prepare(Member member) {
            return member.file
                    .trouble()
                    .map(trouble -> unexamined(member, trouble))
                    .orElseGet(() -> reader.read(member.file.image(), member.role));
        }

        @Override
        public GraphFile unanswered(Member member, Problem why) {
            return GraphFileReader.unreadable(member.file.image(), member.role, why);
        }

        /** A special file below a directory is not a problem. */
        private static GraphFile unexamined(Member member, Problem trouble) {
            return new GraphFile(
                    member.file.image(),
                    member.role,
                    Optional.empty(),
                    Optional.empty(),
                    member.role == Role.CANDIDATE ? List.of() : List.of(trouble));
        }

        @Override
        public List<GraphFile> complete(List<GraphFile> prepared, long ordinal) {
            return prepared;
        }
    }
}
