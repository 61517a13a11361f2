package io.cowhand.cli;

import io.cowhand.fleet.Portion;
import io.cowhand.fleet.Waves;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The options that replace what a recipe says of its rollout. */
final class WavesOptions implements ArgumentGroup {

    private final Argument<Optional<Waves>> waves = Argument.option("--waves")
            .takes("LIST", new WavesConverter())
            .description(
                    "The waves in place of the recipe's: for each, the images up to its end, as growing numbers and"
                            + " percentages, such as 1,10,5%%,100%%; none for no waves.")
            .optional();

    private final Argument<Optional<Portion>> maxFailures = Argument.option("--max-failures")
            .takes("N|N%", new PortionConverter())
            .description("Begin no further image once more images than this have failed: a number, or a percentage of"
                    + " the images of all waves begun. Default: as the recipe says; otherwise 0 with waves, and no limit"
                    + " without.")
            .optional();

    @Override
    public List<Arguments> arguments() {
        return List.of(waves, maxFailures);
    }

    Optional<Waves> waves() {
        return waves.value();
    }

    Optional<Portion> maxFailures() {
        return maxFailures.value();
    }

    private static Portion portion(String text) {
        return Portion.parse(text)
                .orElseThrow(() -> new TypeConversionException("\"" + text
                        + "\" is neither a number of images, such as 10, nor a percentage from 1% to 100%"));
    }

    /** Parses a number or a percentage. */
    static final class PortionConverter implements ITypeConverter<Portion> {
        @Override
        public Portion convert(String text) {
            return portion(text);
        }
    }

    /** Parses a list of waves. */
    static final class WavesConverter implements ITypeConverter<Waves> {
        @Override
        public Waves convert(String text) {
            if (text.equals("none")) {
                return Waves.NONE;
            }
            List<Portion> ends = new ArrayList<>();
            for (String end : text.split(",", -1)) {
                ends.add(portion(end.strip()));
            }
            try {
                return new Waves(ends);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }
}
