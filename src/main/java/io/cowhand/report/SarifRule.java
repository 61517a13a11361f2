package io.cowhand.report;

import io.cowhand.rule.HeaderRule;
import io.cowhand.rule.HeaderRules;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** What SARIF says about the code of a problem. */
final class SarifRule {

    private SarifRule() {}

    static void write(JsonGenerator json, String code) {
        Optional<HeaderRule> known = HeaderRules.find(code);
        json.writeStartObject();
        json.writeStringProperty("id", code);
        if (known.isPresent()) {
            write(json, known.get());
        } else {
            SarifLog.message(json, "shortDescription", words(code));
            SarifLog.message(json, "fullDescription", words(code));
            SarifLog.message(
                    json, "help", "The message says what is wrong. The manual lists the codes under Troubleshooting.");
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, HeaderRule rule) {
        SarifLog.message(json, "shortDescription", SarifText.message(RuleText.firstSentence(rule.meaning())));
        SarifLog.message(
                json,
                "fullDescription",
                SarifText.message(
                        rule.meaning() + " If violated: " + rule.enforcement().consequence() + "."));
        SarifLog.message(json, "help", SarifText.message(rule.remedy()));
        json.writeObjectPropertyStart("defaultConfiguration");
        json.writeStringProperty("level", SarifLog.level(rule.severity()));
        json.writeEndObject();
        json.writeObjectPropertyStart("properties");
        json.writeStringProperty("origin", rule.origin().label());
        json.writeEndObject();
    }

    /** Returns a code in kebab case as a sentence. */
    private static String words(String code) {
        String words = code.replace('-', ' ');
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }
}
