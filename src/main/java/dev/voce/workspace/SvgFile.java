package dev.voce.workspace;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

import org.jspecify.annotations.Nullable;

import dev.voce.web.Problem;

/**
 * Reads SVG files. They are written anew with what draws shapes and nothing else: no
 * scripts, no links, nothing that is loaded from elsewhere, and nothing that repeats
 * itself.
 */
final class SvgFile {

	private static final String NAMESPACE = "http://www.w3.org/2000/svg";

	private static final String LINKS = "http://www.w3.org/1999/xlink";

	private static final Set<String> ELEMENTS = Set.of("svg", "g", "defs", "title", "desc", "path", "rect", "circle",
			"ellipse", "line", "polyline", "polygon", "linearGradient", "radialGradient", "stop", "clipPath", "mask",
			"style", "switch", "text", "tspan");

	/** What drawing programs leave in their files, and no picture needs. */
	private static final Set<String> LEFT_OUT = Set.of("metadata", "foreignObject", "script");

	/** Ways of a style to load something, or to hide that it does. */
	private static final Pattern LOADS = Pattern
		.compile("(?i)url\\(\\s*+[\"']?+\\s*+(?!#)[^)\\s\"']|@import|\\\\|image-set|src\\(");

	private static final Pattern LENGTH = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)(?:px)?");

	private static final int DEEPEST = 50;

	private SvgFile() {
	}

	private static XMLInputFactory readers() {
		XMLInputFactory readers = XMLInputFactory.newDefaultFactory();
		readers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		readers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		readers.setProperty(XMLInputFactory.IS_COALESCING, true);
		return readers;
	}

	/**
	 * Keeps the shapes of a file.
	 * @throws Problem (422) if it is no SVG, or holds what is not accepted
	 */
	static LogoFile read(byte[] bytes) {
		ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
		try {
			XMLStreamReader in = readers().createXMLStreamReader(new ByteArrayInputStream(bytes));
			while (in.hasNext() && in.getEventType() != XMLStreamConstants.START_ELEMENT) {
				in.next();
			}
			if (!in.isStartElement() || !in.getLocalName().equals("svg") || isForeign(in.getNamespaceURI())) {
				throw LogoFile.refused("workspace.logo.type");
			}
			Size size = Size.of(in);
			XMLStreamWriter out = XMLOutputFactory.newDefaultFactory()
				.createXMLStreamWriter(kept, StandardCharsets.UTF_8.name());
			copy(in, out, size, 0);
			out.close();
			return new LogoFile(LogoFile.SVG, size.shown(size.width()), size.shown(size.height()), kept.toByteArray());
		}
		catch (Problem refusal) {
			throw refusal;
		}
		// The parser refuses damaged files in many ways.
		catch (XMLStreamException | RuntimeException ex) {
			throw LogoFile.refused("workspace.logo.type");
		}
	}

	/**
	 * The size of the picture in its own coordinates.
	 *
	 * @param width more than 0
	 * @param height more than 0
	 */
	private record Size(double width, double height) {

		/** From the attributes of the root, or from its own coordinates. */
		static Size of(XMLStreamReader root) {
			Double width = length(root.getAttributeValue(null, "width"));
			Double height = length(root.getAttributeValue(null, "height"));
			if (width == null || height == null) {
				String box = root.getAttributeValue(null, "viewBox");
				String[] numbers = (box != null) ? box.trim().split("[\\s,]+") : new String[0];
				width = (numbers.length == 4) ? length(numbers[2]) : null;
				height = (numbers.length == 4) ? length(numbers[3]) : null;
			}
			if (width == null || height == null) {
				throw LogoFile.refused("workspace.logo.size", LogoFile.LONGEST_SIDE);
			}
			return new Size(width, height);
		}

		/**
		 * A side in pixels: as what is drawn is not made of them, a large one is scaled.
		 */
		int shown(double side) {
			return LogoFile.side(side * Math.min(1, LogoFile.LONGEST_SIDE / Math.max(this.width, this.height)));
		}

		private static @Nullable Double length(@Nullable String text) {
			Matcher length = LENGTH.matcher((text != null) ? text.strip() : "");
			return length.matches() ? Double.valueOf(length.group(1)) : null;
		}

	}

	/** Copies the element that the reader stands at, and what it holds. */
	private static void copy(XMLStreamReader in, XMLStreamWriter out, @Nullable Size root, int depth)
			throws XMLStreamException {
		String name = in.getLocalName();
		if (depth > DEEPEST) {
			throw LogoFile.refused("workspace.logo.type");
		}
		out.writeStartElement(name);
		if (root != null) {
			out.writeDefaultNamespace(NAMESPACE);
			if (in.getAttributeValue(null, "viewBox") == null) {
				// Without one it would be cut off where it is shown smaller.
				out.writeAttribute("viewBox", "0 0 " + root.width() + " " + root.height());
			}
		}
		copyAttributes(in, out);
		for (int event = in.next(); event != XMLStreamConstants.END_ELEMENT; event = in.next()) {
			if (event == XMLStreamConstants.START_ELEMENT) {
				copyOrSkip(in, out, depth + 1);
			}
			else if (in.isCharacters()) {
				out.writeCharacters(name.equals("style") ? harmless(in.getText()) : in.getText());
			}
		}
		out.writeEndElement();
	}

	private static boolean isForeign(@Nullable String namespace) {
		return !NAMESPACE.equals(namespace);
	}

	private static void copyOrSkip(XMLStreamReader in, XMLStreamWriter out, int depth) throws XMLStreamException {
		if (isForeign(in.getNamespaceURI()) || LEFT_OUT.contains(in.getLocalName())) {
			skip(in);
		}
		else if (ELEMENTS.contains(in.getLocalName())) {
			copy(in, out, null, depth);
		}
		else {
			throw LogoFile.refused("workspace.logo.element", in.getLocalName());
		}
	}

	private static void skip(XMLStreamReader in) throws XMLStreamException {
		int open = 1;
		while (open > 0) {
			int event = in.next();
			if (event == XMLStreamConstants.START_ELEMENT) {
				open++;
			}
			else if (event == XMLStreamConstants.END_ELEMENT) {
				open--;
			}
		}
	}

	private static void copyAttributes(XMLStreamReader in, XMLStreamWriter out) throws XMLStreamException {
		for (int i = 0; i < in.getAttributeCount(); i++) {
			String name = in.getAttributeLocalName(i);
			String space = in.getAttributeNamespace(i);
			boolean link = name.equals("href") && (space == null || space.isEmpty() || space.equals(LINKS));
			boolean plain = space == null || space.isEmpty();
			if (link && in.getAttributeValue(i).startsWith("#")) {
				out.writeAttribute("href", in.getAttributeValue(i));
			}
			else if (plain && !link && !name.toLowerCase(Locale.ROOT).startsWith("on")) {
				out.writeAttribute(name, harmless(in.getAttributeValue(i)));
			}
		}
	}

	private static String harmless(String style) {
		if (LOADS.matcher(style).find()) {
			throw LogoFile.refused("workspace.logo.loads");
		}
		return style;
	}

}
