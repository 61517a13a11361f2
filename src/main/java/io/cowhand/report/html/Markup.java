package io.cowhand.report.html;

import io.cowhand.report.Escaped;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A part of the page. Texts and values of attributes are escaped, for a terminal as well as for HTML. */
final class Markup {

    private final StringWriter written = new StringWriter();
    private final XMLStreamWriter xml;

    Markup() {
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(written);
        } catch (XMLStreamException unexpected) {
            throw unexpected(unexpected);
        }
    }

    /** Opens an element; attributes are names and values in turn. */
    Markup open(String element, String... attributes) {
        return attempt(() -> {
            xml.writeStartElement(element);
            attributes(attributes);
        });
    }

    /** Adds an SVG element without content; attributes are names and values in turn. */
    Markup shape(String element, String... attributes) {
        return attempt(() -> {
            xml.writeEmptyElement(element);
            attributes(attributes);
        });
    }

    /** Adds an element with a text; attributes are names and values in turn. */
    Markup element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** Adds a text to the element that is open. */
    Markup text(String text) {
        return attempt(() -> xml.writeCharacters(Escaped.plain(text)));
    }

    /** Closes the element that was opened last. */
    Markup close() {
        return attempt(xml::writeEndElement);
    }

    /** Closes the element that was opened last, and ends the line. */
    Markup closeLine() {
        return attempt(() -> {
            xml.writeEndElement();
            xml.writeCharacters("\n");
        });
    }

    /** Returns what was added, in lines. */
    List<String> lines() {
        return written.toString().lines().toList();
    }

    private void attributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], Escaped.plain(attributes[i + 1]));
        }
    }

    /** Adds something. */
    @FunctionalInterface
    private interface Addition {
        void add() throws XMLStreamException;
    }

    private Markup attempt(Addition addition) {
        try {
            addition.add();
            return this;
        } catch (XMLStreamException unexpected) {
            throw unexpected(unexpected);
        }
    }

    private static IllegalStateException unexpected(XMLStreamException unexpected) {
        return new IllegalStateException("an HTML report has elements in a wrong order", unexpected);
    }
}
