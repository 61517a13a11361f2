package io.cowhand.cli;

import io.cowhand.bytes.Bytes;
import io.cowhand.diff.Change;
import io.cowhand.fleet.Status;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.KnownFeature;
import io.cowhand.report.OperationText;
import io.cowhand.rule.HeaderRule;
import io.cowhand.rule.HeaderRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A section of a page that follows from the code.
 *
 * @param page the page
 * @param name the section's name in its markers
 * @param content makes the section; it is given the present one, whose descriptions it may keep
 */
record DocumentedTable(Path page, String name, UnaryOperator<String> content) {

    /** What a row ends with whose description is still to be written. */
    static final String UNDESCRIBED = " ? |";

    private static final JsonMapper MAPPER = JsonMapper.shared();

    static List<DocumentedTable> all() {
        return List.of(
                generated("docs/commands.md", "commands", DocumentedTable::commands),
                generated("docs/commands.md", "options", DocumentedTable::options),
                generated("docs/commands.md", "exit-codes", DocumentedTable::exitCodes),
                generated("docs/operations.md", "operations", DocumentedTable::operations),
                generated("docs/operations.md", "operation-details", DocumentedTable::operationDetails),
                generated("docs/operations.md", "features", DocumentedTable::features),
                described("docs/operations.md", "extensions", "| name | type | holds |", extensions()),
                generated("docs/rules.md", "rules", DocumentedTable::rules),
                generated("docs/json.md", "header-fields", DocumentedTable::headerFields),
                described("docs/json.md", "statuses", "| status | exit code | means |", statuses()),
                described(
                        "docs/json.md",
                        "change-kinds",
                        "| kind | name, for example | `before` and `after` |",
                        kinds()));
    }

    private static DocumentedTable generated(String page, String name, Supplier<String> content) {
        return new DocumentedTable(Path.of(page), name, old -> content.get());
    }

    private static DocumentedTable described(String page, String name, String head, List<String> rows) {
        return new DocumentedTable(Path.of(page), name, old -> described(head, rows, old));
    }

    /** A table whose last column is written by hand: a row keeps its description, and a new one has none. */
    static String described(String head, List<String> rows, String old) {
        return table(
                head,
                rows.stream()
                        .map(row -> old.lines()
                                .filter(line -> line.startsWith(row))
                                .findFirst()
                                .orElse(row + UNDESCRIBED)));
    }

    private static String table(String head, Stream<String> rows) {
        String rule = Arrays.stream(head.substring(1).split("\\|"))
                .map(column -> "---")
                .collect(Collectors.joining(" | ", "| ", " |"));
        return Stream.concat(Stream.of(head, rule), rows)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static String text(String plain) {
        return plain.replace("|", "\\|").replace("<", "\\<").replace("*", "\\*");
    }

    private static String sentence(String plain) {
        if (plain.isEmpty()) {
            return plain;
        }
        String capital = plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }

    // Commands

    private static List<CommandSpec> commandSpecs() {
        List<CommandSpec> specs = new ArrayList<>();
        Cli.commandLine(new Terminal()).getSubcommands().forEach((name, line) -> {
            specs.add(line.getCommandSpec());
            line.getSubcommands().values().forEach(each -> specs.add(each.getCommandSpec()));
        });
        return specs;
    }

    /** What a list of commands says about one: its header where it has one, as picocli's own commands do. */
    private static String summary(CommandSpec command) {
        String[] header = command.usageMessage().header();
        return description(
                header.length > 0 ? header[0] : command.usageMessage().description()[0]);
    }

    private static String description(CommandSpec command) {
        return description(command.usageMessage().description());
    }

    private static String description(String... lines) {
        return text(String.join(" ", lines).replace("%n", "").replace("%%", "%"));
    }

    private static String commands() {
        return table(
                "| command | does |",
                commandSpecs().stream()
                        .map(command -> "| [`" + command.qualifiedName() + "`](#"
                                + command.qualifiedName().replace(' ', '-') + ") | "
                                + summary(command) + " |"));
    }

    private static String options() {
        return commandSpecs().stream().map(DocumentedTable::options).collect(Collectors.joining("\n"));
    }

    private static String options(CommandSpec command) {
        String usage = command.qualifiedName()
                + command.positionalParameters().stream()
                        .map(DocumentedTable::usage)
                        .collect(Collectors.joining());
        return "### " + command.qualifiedName() + "\n\n`" + usage + "`: " + description(command) + "\n\n"
                + table("| argument | |", arguments(command).map(each -> "| " + each + " |"));
    }

    private static String usage(PositionalParamSpec positional) {
        boolean saysSo =
                positional.arity().max() <= 1 || positional.paramLabel().contains("...");
        return " " + positional.paramLabel() + (saysSo ? "" : "…");
    }

    private static Stream<String> arguments(CommandSpec command) {
        Stream<String> positional = command.positionalParameters().stream()
                .map(each -> "`" + each.paramLabel() + "` | " + description(each.description()));
        Stream<String> options = command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp() && !option.hidden())
                .sorted((one, other) -> one.longestName().compareTo(other.longestName()))
                .map(option -> "`" + names(option) + "` | " + description(option.description()));
        return Stream.concat(positional, options);
    }

    private static String names(OptionSpec option) {
        String names = String.join("`, `", option.names());
        return takesValue(option) ? names + " " + option.paramLabel().replace("|", "\\|") : names;
    }

    private static boolean takesValue(ArgSpec option) {
        return option.arity().max() > 0;
    }

    private static String exitCodes() {
        return table(
                "| exit code | means |",
                ExitCode.descriptions().entrySet().stream()
                        .map(code -> "| " + code.getKey() + " | " + text(code.getValue()) + " |"));
    }

    // Operations

    private static String operations() {
        return table(
                "| operation | does |",
                OperationCatalog.load().handlers().stream()
                        .map(handler -> "| [`" + handler.name() + "`](#" + handler.name() + ") | "
                                + text(handler.summary()) + (handler.alwaysUnsafe() ? " (always `unsafe`)" : "")
                                + " |"));
    }

    private static String operationDetails() {
        return OperationCatalog.load().handlers().stream()
                .map(DocumentedTable::operation)
                .collect(Collectors.joining("\n"));
    }

    private static String operation(OperationHandler handler) {
        JsonNode schema = MAPPER.readTree(handler.schema());
        StringBuilder page = new StringBuilder();
        page.append("### ").append(handler.name()).append("\n\n").append(text(sentence(handler.summary())));
        page.append(handler.alwaysUnsafe() ? " Each step that uses it needs `unsafe: true`.\n" : "\n");
        if (!schema.path("properties").isEmpty()) {
            page.append('\n')
                    .append(table(
                            "| argument | type | |",
                            schema.path("properties").properties().stream()
                                    .map(each -> argument(each.getKey(), each.getValue(), schema))));
        }
        if (!handler.refusals().isEmpty()) {
            page.append("\nRefuses: ").append(text(handler.refusals())).append('\n');
        }
        page.append("\n```yaml\n- ")
                .append(handler.example().strip().replace("\n", "\n  "))
                .append("\n```\n");
        return page.toString();
    }

    private static String argument(String name, JsonNode property, JsonNode schema) {
        boolean required = schema.path("required")
                .valueStream()
                .anyMatch(each -> each.stringValue("").equals(name));
        String limits = OperationText.limits(property, value -> "`" + value.replace("|", "\\|") + "`").stream()
                .map(limit -> " " + limit)
                .collect(Collectors.joining());
        String usual = property.has("default")
                ? " Default: `" + property.get("default").asString() + "`."
                : "";
        return "| `" + name + "`" + (required ? ", required" : "") + " | " + OperationText.type(property) + " | "
                + text(property.path("description").stringValue("")) + limits + usual + " |";
    }

    private static String features() {
        return table(
                "| feature | group | bit |",
                Arrays.stream(KnownFeature.values())
                        .map(feature -> "| `" + feature.label() + "` | `"
                                + feature.group().label() + "` | " + feature.bit() + " |"));
    }

    private static List<String> extensions() {
        return Arrays.stream(ExtensionType.values())
                .map(type -> "| `" + type.label() + "` | `" + ExtensionType.hex(type.magic()) + "` |")
                .toList();
    }

    // Rules

    private static String rules() {
        return table(
                "| code | severity | origin | rule | if an image breaks it | what to do |",
                HeaderRules.all().stream().map(DocumentedTable::rule));
    }

    private static String rule(HeaderRule rule) {
        return Stream.of(
                        "`" + rule.code() + "`",
                        rule.severity().label(),
                        rule.origin().label(),
                        text(rule.meaning()),
                        text(sentence(rule.enforcement().consequence())),
                        text(rule.remedy()))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    // JSON

    private static String headerFields() {
        return table(
                "| field | offset | bytes | since version | holds |",
                Arrays.stream(HeaderField.values())
                        .map(field -> "| `" + field.specName() + "` | " + field.offset() + " | " + field.width() + " | "
                                + field.sinceVersion() + " | " + text(sentence(field.doc())) + " |"));
    }

    private static List<String> statuses() {
        return Arrays.stream(Status.values())
                .map(status -> "| `" + status.label() + "` | "
                        + exitCode(status.weight()).code() + " |")
                .toList();
    }

    private static ExitCode exitCode(Status.Weight weight) {
        return switch (weight) {
            case FINE -> ExitCode.DONE;
            case TRY_LATER -> ExitCode.TRY_LATER;
            case FAILURE -> ExitCode.IMAGES_FAILED;
        };
    }

    private static List<String> kinds() {
        Map<Class<?>, Change> examples = Stream.<Change>of(
                        new Change.Field(HeaderField.VERSION, OptionalLong.of(2), OptionalLong.of(3)),
                        new Change.Feature(new FeatureBit(KnownFeature.DIRTY.group(), 0), true, false),
                        new Change.Extension(ExtensionType.LABELS.label(), 0, Optional.empty(), Optional.empty()),
                        new Change.Order(List.of(), List.of()),
                        new Change.BackingFile(Optional.empty(), Optional.empty()),
                        new Change.RawBytes(0, Bytes.zeros(1), Bytes.zeros(1)))
                .collect(Collectors.toMap(Change::getClass, each -> each));
        return Arrays.stream(Change.class.getPermittedSubclasses())
                .map(kind -> Optional.ofNullable(examples.get(kind))
                        .orElseThrow(() -> new AssertionError("give an example of " + kind + " here")))
                .map(change -> "| `" + change.kind() + "` | "
                        + (change.name().isEmpty() ? "" : "`" + change.name() + "`") + " |")
                .toList();
    }

    /** All commands, to parse command lines with. */
    static CommandLine commandLine() {
        return Cli.commandLine(new Terminal());
    }

    @Override
    public String toString() {
        return page + ": " + name;
    }
}
