import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Summarizes a flight recording: time and memory by stage of the pipeline, for an image, and the methods where most of it goes.
 *
 * <p>{@code java Profile.java RECORDING IMAGES}; {@code profile.sh} makes the recording.
 */
final class Profile {

    /** What the frames of a stage begin with; the innermost frame that is one of them decides. */
    private static final Map<String, String> STAGES = new LinkedHashMap<>();

    static {
        STAGES.put("io.cowhand.os.", "system calls");
        STAGES.put("io.cowhand.image.", "list images");
        STAGES.put("io.cowhand.inventory.", "list images");
        STAGES.put("io.cowhand.inspect.", "read");
        STAGES.put("io.cowhand.qcow2.", "decode, encode");
        STAGES.put("io.cowhand.rule.", "rules");
        STAGES.put("io.cowhand.diff.", "compare headers");
        STAGES.put("io.cowhand.operation.", "operations");
        STAGES.put("io.cowhand.expression.", "expressions");
        STAGES.put("io.cowhand.step.", "operations");
        STAGES.put("io.cowhand.plan.", "plan");
        STAGES.put("io.cowhand.planfile.", "digest");
        STAGES.put("io.cowhand.json.", "JSON");
        STAGES.put("io.cowhand.result.", "JSON");
        STAGES.put("io.cowhand.journal.", "journal");
        STAGES.put("io.cowhand.apply.", "write");
        STAGES.put("io.cowhand.report.", "report");
        STAGES.put("io.cowhand.fleet.", "results");
        STAGES.put("io.cowhand.run.", "run");
        STAGES.put("io.cowhand.", "start and rest");
    }

    private static final int MOST_METHODS = 25;

    private final Map<String, Double> time = new TreeMap<>();
    private final Map<String, Double> memory = new TreeMap<>();
    private final Map<String, Double> methods = new TreeMap<>();

    private Profile() {}

    public static void main(String[] arguments) throws IOException {
        Profile profile = new Profile();
        double images = Double.parseDouble(arguments[1]);
        profile.read(Path.of(arguments[0]));
        profile.print(images);
    }

    private void read(Path recording) throws IOException {
        Duration period = Duration.ofMillis(10);
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                String type = event.getEventType().getName();
                if (type.equals("jdk.ExecutionSample") || type.equals("jdk.NativeMethodSample")) {
                    add(time, event.getStackTrace(), period.toNanos() / 1e3);
                    top(event.getStackTrace(), period.toNanos() / 1e3);
                } else if (type.equals("jdk.ObjectAllocationSample")) {
                    add(memory, event.getStackTrace(), event.getLong("weight"));
                }
            }
        }
    }

    private static void add(Map<String, Double> sums, RecordedStackTrace trace, double weight) {
        sums.merge(stage(trace), weight, Double::sum);
    }

    private static String stage(RecordedStackTrace trace) {
        if (trace != null) {
            for (RecordedFrame frame : trace.getFrames()) {
                String name = frame.getMethod().getType().getName();
                if (name.startsWith("io.cowhand.bytes.")) {
                    continue; // counts for who calls it
                }
                for (Map.Entry<String, String> stage : STAGES.entrySet()) {
                    if (name.startsWith(stage.getKey())) {
                        return stage.getValue();
                    }
                }
            }
        }
        return "the JVM";
    }

    /** Adds to the innermost method of Cowhand. */
    private void top(RecordedStackTrace trace, double weight) {
        if (trace != null) {
            List<RecordedFrame> frames = trace.getFrames();
            for (int i = 0; i < frames.size(); i++) {
                String name = frames.get(i).getMethod().getType().getName();
                if (name.startsWith("io.cowhand.")) {
                    String called = i == 0 ? "" : " <- " + method(frames.get(i - 1));
                    methods.merge(method(frames.get(i)) + called, weight, Double::sum);
                    return;
                }
            }
        }
    }

    private static String method(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + '.' + frame.getMethod().getName();
    }

    private void print(double images) {
        List<String> stages = new ArrayList<>(time.keySet());
        memory.keySet().stream().filter(stage -> !time.containsKey(stage)).forEach(stages::add);
        stages.sort(Comparator.comparingDouble(stage -> -time.getOrDefault(stage, 0.0)));
        System.out.printf("%-20s %10s %12s%n", "stage", "us/image", "bytes/image");
        for (String stage : stages) {
            System.out.printf(
                    "%-20s %10.2f %12.0f%n",
                    stage, time.getOrDefault(stage, 0.0) / images, memory.getOrDefault(stage, 0.0) / images);
        }
        System.out.printf(
                "%-20s %10.2f %12.0f%n",
                "all",
                time.values().stream().mapToDouble(Double::doubleValue).sum() / images,
                memory.values().stream().mapToDouble(Double::doubleValue).sum() / images);
        System.out.println();
        methods.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(MOST_METHODS)
                .forEach(entry -> System.out.printf("%8.2f  %s%n", entry.getValue() / images, entry.getKey()));
    }
}
