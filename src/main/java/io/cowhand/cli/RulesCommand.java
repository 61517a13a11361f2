package io.cowhand.cli;

import io.cowhand.report.Escaped;
import io.cowhand.report.RuleJson;
import io.cowhand.report.RuleText;
import io.cowhand.rule.HeaderRule;
import io.cowhand.rule.HeaderRules;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cowhand rules}: shows the rules. */
final class RulesCommand implements Command {

    private final Terminal terminal;

    private final OutputOptions output = new OutputOptions();

    private final Argument<Optional<String>> code = Argument.parameter("0..1")
            .takes("CODE", String.class)
            .description("The rule to explain, by the code of its problems.")
            .optional();

    RulesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec command) {
        command.usageMessage()
                .description(
                        "List the rules that inspect checks, or explain one.",
                        "An error of origin qemu means that QEMU does not open the image.")
                .footerHeading(Cli.EXAMPLES)
                .footer("  cowhand rules", "  cowhand rules unknown-incompatible-features");
    }

    @Override
    public List<Arguments> arguments() {
        return List.of(output, code);
    }

    @Override
    public Integer call() {
        List<HeaderRule> rules = HeaderRules.all();
        if (code.value().isPresent()) {
            rules = HeaderRules.find(code.value().get()).stream().toList();
            if (rules.isEmpty()) {
                terminal.message("there is no rule \""
                        + Escaped.plain(code.value().get()) + "\"; 'cowhand rules' lists the rules of"
                        + " headers; docs/troubleshooting.md explains all other codes");
                return ExitCode.USAGE.code();
            }
        }
        for (HeaderRule rule : rules) {
            if (output.json()) {
                terminal.result(RuleJson.line(rule));
            } else if (code.value().isPresent()) {
                RuleText.page(rule, terminal.pageColumns()).forEach(terminal::result);
            } else {
                terminal.text(RuleText.line(rule));
            }
        }
        return ExitCode.DONE.code();
    }
}
