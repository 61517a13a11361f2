package io.cowhand.cli;

import io.cowhand.report.Escaped;
import io.cowhand.report.RuleJson;
import io.cowhand.report.RuleText;
import io.cowhand.rule.HeaderRule;
import io.cowhand.rule.HeaderRules;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cowhand rules}: shows the rules. */
@Command(
        mixinStandardHelpOptions = true,
        description = {
            "List the rules that inspect checks, or explain one.",
            "An error of origin qemu means that QEMU does not open the image."
        },
        footerHeading = Cli.EXAMPLES,
        footer = {"  cowhand rules", "  cowhand rules unknown-incompatible-features"})
final class RulesCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(arity = "0..1", paramLabel = "CODE", description = "The rule to explain, by the code of its problems.")
    private Optional<String> code = Optional.empty();

    RulesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<HeaderRule> rules = HeaderRules.all();
        if (code.isPresent()) {
            rules = HeaderRules.find(code.get()).stream().toList();
            if (rules.isEmpty()) {
                terminal.message(
                        "there is no rule \"" + Escaped.plain(code.get()) + "\"; 'cowhand rules' lists the rules of"
                                + " headers; docs/troubleshooting.md explains all other codes");
                return ExitCode.USAGE.code();
            }
        }
        for (HeaderRule rule : rules) {
            if (output.json()) {
                terminal.result(RuleJson.line(rule));
            } else if (code.isPresent()) {
                RuleText.page(rule, terminal.pageColumns()).forEach(terminal::result);
            } else {
                terminal.text(RuleText.line(rule));
            }
        }
        return ExitCode.DONE.code();
    }
}
