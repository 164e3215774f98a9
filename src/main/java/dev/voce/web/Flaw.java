package dev.voce.web;

import com.fasterxml.jackson.annotation.JsonInclude;
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
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Flaw(@Nullable String pointer, @Nullable String parameter, String detail) {

	/**
	 * A flaw in the body.
	 * @param pointer a JSON pointer
	 * @param detail what is accepted there
	 * @return the flaw
	 */
	public static Flaw at(String pointer, String detail) {
		return new Flaw(pointer, null, detail);
	}

	/**
	 * A flaw in a query parameter.
	 * @param name the parameter's name
	 * @param detail what is accepted there
	 * @return the flaw
	 */
	public static Flaw in(String name, String detail) {
		return new Flaw(null, name, detail);
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
