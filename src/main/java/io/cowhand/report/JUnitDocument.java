package io.cowhand.report;

import io.cowhand.report.JUnitCase.Outcome;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit XML as systems for continuous integration read it: one suite of cases. Elements, attributes and their order are
 * those that all versions of Jenkins' schema accept.
 *
 * <p>Strings are escaped as for a terminal, since XML 1.0 has no way to write most control characters.
 */
final class JUnitDocument {

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;
    private final String suite;
    private final List<JUnitCase> cases;

    /**
     * Returns the lines of a document.
     *
     * @param suite the name of the suite
     * @param properties facts about the run, by name
     * @param output lines about the suite as a whole
     */
    static List<String> lines(
            String suite, Map<String, String> properties, List<JUnitCase> cases, List<String> output) {
        try {
            JUnitDocument document = new JUnitDocument(suite, cases);
            document.write(properties, output);
            return document.text.toString().lines().toList();
        } catch (XMLStreamException unexpected) {
            throw new IllegalStateException("a JUnit report has elements in a wrong order", unexpected);
        }
    }

    private JUnitDocument(String suite, List<JUnitCase> cases) throws XMLStreamException {
        this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        this.suite = suite;
        this.cases = cases;
    }

    private void write(Map<String, String> properties, List<String> output) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        endLine();
        xml.writeStartElement("testsuites");
        attribute("name", "cowhand");
        counts();
        endLine();
        xml.writeStartElement("testsuite");
        attribute("name", suite);
        counts();
        attribute("skipped", Long.toString(count(Outcome.SKIPPED)));
        endLine();
        properties(properties);
        for (JUnitCase each : cases) {
            write(each);
        }
        output("system-out", output);
        xml.writeEndElement();
        endLine();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void counts() throws XMLStreamException {
        attribute("tests", Integer.toString(cases.size()));
        attribute("failures", Long.toString(count(Outcome.FAILURE)));
        attribute("errors", Long.toString(count(Outcome.ERROR)));
    }

    private long count(Outcome outcome) {
        return cases.stream().filter(each -> each.outcome() == outcome).count();
    }

    private void properties(Map<String, String> properties) throws XMLStreamException {
        if (properties.isEmpty()) {
            return;
        }
        xml.writeStartElement("properties");
        endLine();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            xml.writeEmptyElement("property");
            attribute("name", property.getKey());
            attribute("value", property.getValue());
            endLine();
        }
        xml.writeEndElement();
        endLine();
    }

    private void write(JUnitCase each) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("name", each.name());
        attribute("classname", suite);
        switch (each.outcome()) {
            case PASSED -> {}
            // Older versions of the schema allow no attributes here.
            case SKIPPED -> output("skipped", List.of(each.message()));
            case FAILURE -> wrong("failure", each);
            case ERROR -> wrong("error", each);
        }
        output("system-out", each.output());
        xml.writeEndElement();
        endLine();
    }

    private void wrong(String element, JUnitCase each) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute("type", each.type());
        attribute("message", each.message());
        xml.writeCharacters(escaped(each.details()));
        xml.writeEndElement();
    }

    private void output(String element, List<String> lines) throws XMLStreamException {
        if (!lines.isEmpty()) {
            xml.writeStartElement(element);
            xml.writeCharacters(escaped(lines));
            xml.writeEndElement();
        }
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, Escaped.plain(value));
    }

    private static String escaped(List<String> lines) {
        return lines.stream().map(Escaped::plain).collect(Collectors.joining("\n"));
    }

    private void endLine() throws XMLStreamException {
        xml.writeCharacters("\n");
    }
}
