package io.cowhand.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The shell scripts in the definition of a pipeline, run by bash as the system does that the definition is for.
 *
 * <p>Of the systems' conditions and expressions, only those are known that the examples have.
 */
public abstract class Pipeline {

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ ([^}]+) }}");
    private static final Pattern NEEDED_FILE = Pattern.compile("hashFiles\\('([^']+)'\\)");
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

    private final Map<?, ?> definition;

    private Pipeline(Path file) throws IOException {
        definition = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    }

    /**
     * A script of a job.
     *
     * @param text the script
     * @param environment its variables
     * @param afterFailure whether it runs if one before it failed
     * @param needed a file without which it does not run
     */
    public record Script(String text, Map<String, String> environment, boolean afterFailure, Optional<Path> needed) {
        /** Copies the map. */
        public Script {
            environment = Map.copyOf(environment);
        }

        private boolean isRun(Path folder, boolean hasFailed) {
            return (afterFailure || !hasFailed)
                    && needed.filter(file -> !Files.exists(folder.resolve(file)))
                            .isEmpty();
        }

        private int run(Path folder, Map<String, String> outer) throws IOException, InterruptedException {
            Path script = Files.createTempFile("script", ".sh");
            Files.writeString(script, text);
            ProcessBuilder builder = new ProcessBuilder("bash", "-e", script.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()));
            builder.environment().putAll(outer);
            builder.environment().putAll(environment);
            int exit = builder.start().waitFor();
            Files.delete(script);
            return exit;
        }
    }

    /** Returns the names of all jobs. */
    public abstract List<String> jobs();

    /**
     * Returns the scripts of a job in their order.
     *
     * @param values what the system knows, by the names that the definition has for it
     */
    public abstract List<Script> scripts(String job, Map<String, String> values);

    /** Runs a job; returns the exit code of the first script that failed. */
    public int run(Path folder, String job, Map<String, String> values, Map<String, String> environment) {
        int failure = 0;
        try {
            for (Script script : scripts(job, values)) {
                if (script.isRun(folder, failure != 0)) {
                    int exit = script.run(folder, environment);
                    failure = failure == 0 ? exit : failure;
                }
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return failure;
    }

    Map<?, ?> map(Object... path) {
        Object at = definition;
        for (Object key : path) {
            at = ((Map<?, ?>) at).get(key);
        }
        return at == null ? Map.of() : (Map<?, ?>) at;
    }

    private static String resolved(Pattern pattern, String text, Map<String, String> values) {
        return pattern.matcher(text).replaceAll(name -> {
            assertThat(values).containsKey(name.group(1));
            return Matcher.quoteReplacement(values.get(name.group(1)));
        });
    }

    /** Returns a workflow of GitHub Actions. */
    public static Pipeline ofGitHub(Path file) throws IOException {
        return new Pipeline(file) {
            @Override
            public List<String> jobs() {
                return map("jobs").keySet().stream().map(Object::toString).toList();
            }

            @Override
            public List<Script> scripts(String job, Map<String, String> values) {
                List<Script> scripts = new ArrayList<>();
                for (Object each : (List<?>) map("jobs", job).get("steps")) {
                    Map<?, ?> step = (Map<?, ?>) each;
                    if (step.containsKey("run")) {
                        scripts.add(script(step, values));
                    }
                }
                return scripts;
            }

            private Script script(Map<?, ?> step, Map<String, String> values) {
                Map<String, String> environment = new HashMap<>();
                Object own = step.get("env");
                Stream.of(map("env"), own == null ? Map.of() : (Map<?, ?>) own)
                        .forEach(map -> map.forEach((name, value) ->
                                environment.put(name.toString(), resolved(EXPRESSION, value.toString(), values))));
                String condition = String.valueOf(step.get("if"));
                Matcher needed = NEEDED_FILE.matcher(condition);
                String text = step.get("run").toString();
                assertThat(text)
                        .as("expressions in a script can be injected into")
                        .doesNotContain("${{");
                return new Script(
                        text,
                        environment,
                        condition.contains("!cancelled()"),
                        needed.find() ? Optional.of(Path.of(needed.group(1))) : Optional.empty());
            }
        };
    }

    /** Returns a pipeline of GitLab. */
    public static Pipeline ofGitLab(Path file) throws IOException {
        return new Pipeline(file) {
            @Override
            public List<String> jobs() {
                return map().keySet().stream()
                        .map(Object::toString)
                        .filter(name -> map().get(name) instanceof Map<?, ?> job && job.containsKey("script"))
                        .toList();
            }

            @Override
            public List<Script> scripts(String job, Map<String, String> values) {
                Map<String, String> environment = new HashMap<>(values);
                map("variables")
                        .forEach((name, value) ->
                                environment.put(name.toString(), resolved(VARIABLE, value.toString(), values)));
                return Stream.of("script", "after_script")
                        .filter(map(job)::containsKey)
                        .map(part -> new Script(
                                String.join(
                                        "\n",
                                        ((List<?>) map(job).get(part))
                                                .stream().map(Object::toString).toList()),
                                environment,
                                part.equals("after_script"),
                                Optional.empty()))
                        .toList();
            }
        };
    }
}
