package dev.voce.intake;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param accepted lines stored
 * @param amended lines that amended or replaced what was stored
 * @param duplicates lines that were stored already
 * @param rejected lines that were not accepted
 * @param errors the first 100 of them
 */
public record BatchResult(long accepted, long amended, long duplicates, long rejected, List<LineError> errors) {

	/**
	 * Why a line was not accepted.
	 *
	 * @param line the line's number, or the element's, from 1
	 * @param detail what is wrong and what is accepted
	 * @param pointer where in the line, if it is known
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record LineError(long line, String detail, @Nullable String pointer) {
	}

}
