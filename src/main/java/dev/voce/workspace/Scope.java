package dev.voce.workspace;

import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;

/** What a caller may do. No scope implies another. */
@Schema(type = "string", allowableValues = { "responses:write", "read", "manage", "cases", "people" })
public enum Scope {

	/** Send responses. */
	RESPONSES_WRITE("responses:write"),

	/** Read surveys, responses and figures. */
	READ("read"),

	/** Change surveys and keys, erase responses, audit figures. */
	MANAGE("manage"),

	/** Work on cases. */
	CASES("cases"),

	/** Know and invite people, and keep the addresses that are not written to. */
	PEOPLE("people");

	private final String value;

	Scope(String value) {
		this.value = value;
	}

	@JsonValue
	@Override
	public String toString() {
		return this.value;
	}

	/**
	 * Finds a scope.
	 * @param value its name, such as {@code responses:write}
	 * @return the scope
	 * @throws IllegalArgumentException if there is none of that name
	 */
	@JsonCreator
	public static Scope of(String value) {
		return Arrays.stream(values())
			.filter((scope) -> scope.value.equals(value))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("no such scope"));
	}

}
