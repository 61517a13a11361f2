package io.cowhand.spark;

import io.cowhand.result.SummaryJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files of results: the data set, and the summary beside it. */
final class ResultFiles {

    private final Path folder;
    private final FileSystem files;

    /**
     * Opens a folder, which need not exist.
     *
     * @throws IllegalArgumentException if the location is neither a path nor a URI
     * @throws IOException if its file system cannot be reached
     */
    ResultFiles(String location, Configuration configuration) throws IOException {
        try {
            folder = new Path(location);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("\"" + location + "\" is neither a path nor a URI", wrong);
        }
        files = folder.getFileSystem(configuration);
    }

    /**
     * Checks that there are no results yet.
     *
     * @throws IllegalArgumentException if there are, or the file system cannot be reached
     */
    static void requireNew(String location, Configuration configuration) {
        try {
            ResultFiles folder = new ResultFiles(location, configuration);
            if (folder.exists()) {
                throw new IllegalArgumentException("--results: " + location + " exists already");
            }
        } catch (IOException unreachable) {
            throw new IllegalArgumentException("--results: " + unreachable.getMessage(), unreachable);
        }
    }

    /** Returns whether there is a folder. */
    boolean exists() throws IOException {
        return files.exists(folder);
    }

    /** Returns whether the folder holds complete results. */
    boolean isComplete() throws IOException {
        return files.exists(new Path(folder, SummaryJson.FILE));
    }

    /** Writes the summary, which makes the results complete. */
    void complete(String summary) throws IOException {
        Path unnamed = new Path(folder, SummaryJson.FILE + ".tmp");
        try (OutputStream out = files.create(unnamed, true)) {
            out.write((summary + "\n").getBytes(StandardCharsets.UTF_8));
        }
        if (!files.rename(unnamed, new Path(folder, SummaryJson.FILE))) {
            throw new IOException(unnamed + " cannot be renamed");
        }
    }

    /** Returns the summary. */
    String summary() throws IOException {
        try (FSDataInputStream in = files.open(new Path(folder, SummaryJson.FILE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** Returns the format of the results. */
    ResultsFormat format() throws IOException {
        RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, false);
        while (all.hasNext()) {
            if (all.next().getPath().getName().endsWith(".parquet")) {
                return ResultsFormat.parquet;
            }
        }
        return ResultsFormat.jsonl;
    }
}
