package io.cowhand.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A file among the results by which the driver tells executors to begin no further image. Spark could only cancel tasks,
 * whose results would be lost.
 *
 * @param file the file, whose name Spark's readers ignore
 */
record StopFile(String file, SerializableConfiguration configuration) implements Serializable {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    static StopFile of(String results, Configuration configuration) {
        return new StopFile(new Path(results, "_stop").toString(), new SerializableConfiguration(configuration));
    }

    /** Tells executors to stop. */
    void create() throws IOException {
        Path path = new Path(file);
        path.getFileSystem(configuration.value()).create(path, true).close();
    }

    boolean exists() throws IOException {
        Path path = new Path(file);
        return path.getFileSystem(configuration.value()).exists(path);
    }

    /** Returns whether to stop, as often as asked; looks once a second. */
    BooleanSupplier watch() {
        return new BooleanSupplier() {
            private boolean stopped;
            private long next = System.nanoTime();

            @Override
            public boolean getAsBoolean() {
                if (!stopped && System.nanoTime() - next >= 0) {
                    next = System.nanoTime() + PAUSE;
                    try {
                        stopped = exists();
                    } catch (IOException unreachable) {
                        throw new UncheckedIOException(unreachable);
                    }
                }
                return stopped;
            }
        };
    }
}
