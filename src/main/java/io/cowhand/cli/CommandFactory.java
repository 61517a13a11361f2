package io.cowhand.cli;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** Makes the commands, which share one terminal. */
final class CommandFactory implements CommandLine.IFactory {

    private static final Map<Class<?>, Function<Terminal, Object>> COMMANDS = Map.of(
            ValidateCommand.class, ValidateCommand::new,
            PlanCommand.class, PlanCommand::new,
            ApplyCommand.class, ApplyCommand::new,
            InspectCommand.class, InspectCommand::new,
            OpsCommand.class, OpsCommand::new,
            SchemaCommand.class, SchemaCommand::new);

    private final Terminal terminal;
    private final CommandLine.IFactory others = CommandLine.defaultFactory();

    CommandFactory(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Function<Terminal, Object> command = COMMANDS.get(type);
        return command == null ? others.create(type) : type.cast(command.apply(terminal));
    }
}
