package dev.voce.web;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request, and where.
 *
 * @param pointer the place in the body as a JSON pointer (RFC 6901), empty for the whole
 * body
 * @param parameter the name of the query parameter or header, when the flaw is not in the
 * body
 * @param detail what is accepted
 */
public record Flaw(@Nullable String pointer, @Nullable String parameter, Message detail) {

	/**
	 * A flaw in the body.
	 * @param pointer a JSON pointer
	 * @param code of the {@link Message} that says what is accepted there
	 * @param arguments of the message
	 * @return the flaw
	 */
	public static Flaw at(String pointer, String code, @Nullable Object... arguments) {
		return new Flaw(pointer, null, new Message(code, arguments));
	}

	/**
	 * A flaw in a query parameter.
	 * @param name the parameter's name
	 * @param code of the {@link Message} that says what is accepted there
	 * @param arguments of the message
	 * @return the flaw
	 */
	public static Flaw in(String name, String code, @Nullable Object... arguments) {
		return new Flaw(null, name, new Message(code, arguments));
	}

	/**
	 * Makes one step of a JSON pointer out of a name.
	 * @param name a property's name
	 * @return a slash and the name, escaped
	 */
	public static String step(String name) {
		return "/" + name.replace("~", "~0").replace("/", "~1");
	}

}
