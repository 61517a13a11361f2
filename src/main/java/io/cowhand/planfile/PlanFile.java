package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.FleetPart;
import io.cowhand.fleet.RunSummary;
import io.cowhand.json.JsonLines;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.os.FileStatus;
import io.cowhand.os.PrivateCopy;
import io.cowhand.result.Heading;
import io.cowhand.result.LinesHash;
import io.cowhand.result.SummaryJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A saved plan that is complete and as it was written. It is read from a private copy: what was checked is what is
 * applied, even if somebody changes the file meanwhile.
 */
public final class PlanFile implements Closeable {

    private static final String START = "{\"" + JsonLines.FORMAT_VERSION_MEMBER;

    private final FileChannel copy;
    private final PlanHead head;
    private final SummaryJson.Written end;
    private final int longest;

    private PlanFile(FileChannel copy) throws IOException {
        this.copy = copy;
        SavedLines lines = lines();
        LinesHash hash = new LinesHash();
        Bytes first = next(lines);
        JsonMembers members = JsonMembers.of(SavedLines.text(first));
        if (!beginsWith(members)) {
            throw new MalformedJsonException("it holds JSON, but not a plan that 'cowhand plan -o' saved");
        }
        this.head = PlanHeadJson.read(members);
        hash.add(first);
        long images = 0;
        int most = 0;
        Bytes line = next(lines);
        while (!PlanEnd.isEnd(line)) {
            hash.add(line);
            images++;
            most = Math.max(most, line.length());
            line = next(lines);
        }
        this.end = PlanEnd.read(SavedLines.text(line), hash.hex());
        this.longest = most;
        if (lines.next().isPresent()) {
            throw new MalformedJsonException("there is more after its summary");
        }
        if (images != head.images() || images != end.summary().images()) {
            throw new MalformedJsonException("it holds " + images + " images instead of " + head.images());
        }
    }

    /** Returns whether a file that begins with a line is meant to be a plan. */
    static boolean beginsWith(JsonMembers line) {
        return line.has(PlanHeadJson.PLAN);
    }

    private static Bytes next(SavedLines lines) throws IOException {
        Bytes line = lines.next().orElseThrow(() -> new MalformedJsonException("it is incomplete: it has no summary"));
        if (lines.endsWithinLine()) {
            throw new MalformedJsonException("it is incomplete: it ends within a line");
        }
        return line;
    }

    /**
     * Opens a plan, and checks that it is complete and as it was written.
     *
     * @throws IOException if the file cannot be read
     * @throws MalformedJsonException if it is anything else
     */
    public static PlanFile open(Path path) throws IOException {
        FileChannel copy = PrivateCopy.of(path);
        try {
            return new PlanFile(copy);
        } catch (IOException | RuntimeException trouble) {
            copy.close();
            throw trouble;
        }
    }

    /** Returns whether a file is meant to be a plan, or other results in JSON, rather than a recipe. */
    public static boolean isMeantBy(Path path) {
        try {
            if (FileStatus.ofRegular(path).size() == 0) {
                return false;
            }
            try (InputStream in = Files.newInputStream(path)) {
                byte[] start = in.readNBytes(START.length());
                return new String(start, StandardCharsets.US_ASCII).equals(START) || Compression.isCompressed(start);
            }
        } catch (IOException unreadable) {
            return false; // reading it as a recipe says why
        }
    }

    /** Returns the lines of the file from its start. */
    private SavedLines lines() throws IOException {
        copy.position(0);
        InputStream in = Channels.newInputStream(copy);
        return new SavedLines(Compression.decompressPlan(in, copy.size()));
    }

    /** Returns what was planned, by whom, where and when. */
    public PlanHead head() {
        return head;
    }

    /** Returns the counts and the digest. */
    public RunSummary summary() {
        return end.summary();
    }

    /** Returns the SHA-256 of all lines but the last, which no other file has: {@code sha256:} and 64 hexadecimal digits. */
    public String checksum() {
        return FleetDigest.PREFIX + end.sha256();
    }

    /** Returns the length of the longest line of an image, in bytes. */
    public int longestLine() {
        return longest;
    }

    /** Returns the last line: the summary, and what the plan is about. */
    SummaryJson.Written end() {
        return end;
    }

    /** Returns the shard of a fleet that the plan is for, if it is not for a whole one. */
    public Optional<FleetPart> part() {
        return end.heading().flatMap(Heading::part);
    }

    /** Returns the images in order, each as a line; only one iterator may be in use. */
    public Iterator<PlanLine> images() throws IOException {
        SavedLines lines = lines();
        next(lines);
        PlanLineReader reader = new PlanLineReader();
        return new Iterator<>() {
            private long read;

            @Override
            public boolean hasNext() {
                return read < head.images();
            }

            @Override
            public PlanLine next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                read++;
                try {
                    return new PlanLine(read + 1, PlanFile.next(lines), reader);
                } catch (IOException error) {
                    throw new UncheckedIOException(error);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        copy.close();
    }
}
