package io.cowhand.expression;

import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.KnownFeature;
import io.cowhand.rule.HeaderRule;
import io.cowhand.rule.HeaderRules;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All names that the elements of a list can have. A condition that asks for any other name would never be true. */
sealed interface Vocabulary {

    /** Returns what is wrong with a name at an offset; nothing if an element can have it. */
    Optional<Fault> objection(String name, int offset);

    /** The codes of {@code problems}. */
    record Rules() implements Vocabulary {
        @Override
        public Optional<Fault> objection(String name, int offset) {
            return HeaderRules.find(name).isPresent()
                    ? Optional.empty()
                    : Optional.of(unknown(offset, "there is no rule ", name, codes().toList()));
        }

        private static Stream<String> codes() {
            return HeaderRules.all().stream().map(HeaderRule::code);
        }
    }

    /** The codes of {@code backing.problems}. */
    record BackingProblems() implements Vocabulary {
        @Override
        public Optional<Fault> objection(String name, int offset) {
            List<String> codes =
                    Stream.concat(Rules.codes(), BackingFacts.CODES.stream()).toList();
            return codes.contains(name)
                    ? Optional.empty()
                    : Optional.of(unknown(offset, "there is no problem of backing files named ", name, codes));
        }
    }

    /** The names of features of a group; a bit without one is called {@code bit-N}. */
    record Features(FeatureGroup group) implements Vocabulary {
        @Override
        public Optional<Fault> objection(String name, int offset) {
            List<FeatureBit> bits = IntStream.range(0, Long.SIZE)
                    .mapToObj(bit -> new FeatureBit(group, bit))
                    .toList();
            if (bits.stream().anyMatch(bit -> bit.label().equals(name))) {
                return Optional.empty();
            }
            String message = "there is no " + group.label() + " feature named ";
            Optional<KnownFeature> elsewhere = KnownFeature.find(name);
            if (elsewhere.isPresent()) {
                return Optional.of(new Fault(
                        offset,
                        message + Quoted.of(name) + "; it is "
                                + elsewhere.get().group().label()));
            }
            return Optional.of(bits.stream()
                    .filter(bit -> name.equals("bit-" + bit.bit()))
                    .findFirst()
                    .map(bit -> new Fault(
                            offset, message + Quoted.of(name) + "; bit " + bit.bit() + " is " + Quoted.of(bit.label())))
                    .orElseGet(() -> unknown(offset, message, name, names())));
        }

        private List<String> names() {
            return Arrays.stream(KnownFeature.values())
                    .filter(feature -> feature.group() == group)
                    .map(KnownFeature::label)
                    .toList();
        }
    }

    private static Fault unknown(int offset, String message, String name, List<String> names) {
        return new Fault(offset, message + Quoted.of(name), Optional.of(new UnknownName(name, names)));
    }
}
