package io.cowhand.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.rule.HeaderRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The variables that tell of an image, from the tables of fields and features. */
final class ImageVariables {

    /** The name of the variable that says who has the image open. */
    static final String IN_USE = "in_use";

    /** The name of the line in an inventory. */
    static final String ROW = "row";

    private static final CelType TEXTS = ListType.create(SimpleType.STRING);
    private static final CelType TEXT_BY_NAME = MapType.create(SimpleType.STRING, SimpleType.STRING);
    private static final CelType RECORDS = ListType.create(MapType.create(SimpleType.STRING, SimpleType.DYN));

    private ImageVariables() {}

    /** Returns all variables but those of the recipe. */
    static List<Variable> all() {
        List<Variable> all = new ArrayList<>();
        for (HeaderField field : HeaderField.values()) {
            all.add(ofHeader(
                    field.specName(), SimpleType.INT, header -> Values.number(field.specName(), header.get(field))));
        }
        for (FeatureGroup group : FeatureGroup.values()) {
            all.add(ofHeader(
                            "features." + group.label(),
                            TEXTS,
                            header -> header.features(group).stream()
                                    .map(FeatureBit::label)
                                    .toList())
                    .of(new Vocabulary.Features(group)));
        }
        all.add(ofHeader("backing_file", SimpleType.STRING, header -> text(header.backingName())));
        all.add(ofHeader("backing_format", SimpleType.STRING, header -> name(header, ExtensionType.BACKING_FORMAT)));
        all.add(ofHeader("data_file", SimpleType.STRING, header -> name(header, ExtensionType.DATA_FILE)));
        all.add(ofHeader(
                "labels",
                TEXT_BY_NAME,
                header -> header.payload(ExtensionType.LABELS, ExtensionPayload.Labels.class)
                        .map(ExtensionPayload.Labels::labels)
                        .orElse(Map.of())));
        all.add(ofImage("extensions", RECORDS, JsonValues::extensions));
        all.add(ofImage("snapshots", RECORDS, JsonValues::snapshots));
        all.add(ofImage("bitmaps", RECORDS, JsonValues::bitmaps));
        all.add(ofImage(
                        "problems",
                        TEXTS,
                        facts -> HeaderRules.check(facts).stream()
                                .map(violation -> violation.rule().code())
                                .distinct()
                                .toList())
                .of(new Vocabulary.Rules()));
        all.add(ofImage("path", SimpleType.STRING, ImageFacts::path));
        all.add(ofImage("name", SimpleType.STRING, ImageFacts::fileName));
        all.add(ofImage("dir", SimpleType.STRING, facts -> PathText.dirname(facts.path())));
        all.add(ofImage("file_size", SimpleType.INT, ImageFacts::fileSize));
        all.add(new Variable.OfImage(
                IN_USE, SimpleType.STRING, scope -> scope.inUse().get()));
        all.add(ofBacking("found", SimpleType.BOOL, BackingFacts::found));
        all.add(ofBacking("path", SimpleType.STRING, BackingFacts::path));
        all.add(ofBacking("format", SimpleType.STRING, BackingFacts::format));
        all.add(ofBacking("size", SimpleType.INT, backing -> Values.number("backing.size", backing.size())));
        all.add(ofBacking("depth", SimpleType.INT, backing -> (long) backing.depth()));
        all.add(ofBacking("problems", TEXTS, BackingFacts::problems).of(new Vocabulary.BackingProblems()));
        all.add(new Variable.OfImage(ROW, TEXT_BY_NAME, Scope::row));
        return all;
    }

    private static Variable.OfImage ofImage(String name, CelType type, Function<ImageFacts, Object> value) {
        return new Variable.OfImage(name, type, scope -> value.apply(scope.facts()));
    }

    private static Variable.OfImage ofHeader(String name, CelType type, Function<HeaderImage, Object> value) {
        return ofImage(name, type, facts -> value.apply(facts.header()));
    }

    private static Variable.OfImage ofBacking(String name, CelType type, Function<BackingFacts, Object> value) {
        return new Variable.OfImage("backing." + name, type, scope -> value.apply(scope.backingFacts()));
    }

    private static String name(HeaderImage header, ExtensionType type) {
        return text(header.extension(type).map(HeaderExtension::data));
    }

    private static String text(Optional<Bytes> name) {
        return name.map(Bytes::display).orElse("");
    }
}
