package dev.voce.person;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;

import dev.voce.web.Body;
import dev.voce.web.Flaw;
import dev.voce.web.Message;
import dev.voce.web.Problem;

/**
 * Reads many things, each by itself: one that is not accepted harms no other.
 *
 * @param <T> what a line says
 */
public final class Lines<T> {

	private static final int LONGEST_LINE = 64 * 1024;

	private static final int MOST_ERRORS = 100;

	private final JsonMapper json;

	private final Class<T> type;

	private final Locale language;

	private final List<LineError> errors = new ArrayList<>();

	private int rejected;

	/**
	 * Reads things of a type.
	 * @param json reads them
	 * @param type what a line says
	 * @param language in which lines are refused
	 */
	public Lines(JsonMapper json, Class<T> type, Locale language) {
		this.json = json;
		this.type = type;
		this.language = language;
	}

	/**
	 * Why a line was rejected.
	 *
	 * @param line its number, from 1
	 * @param detail what is accepted
	 * @param pointer where
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record LineError(long line, String detail, @Nullable String pointer) {
	}

	/**
	 * Takes what a line says.
	 *
	 * @param <T> what that is
	 */
	public interface Taker<T> {

		/**
		 * Takes a thing.
		 * @param line its number, from 1
		 * @param thing what it says
		 * @throws Problem if it is not accepted
		 */
		void take(long line, T thing);

	}

	/**
	 * Reads lines of JSON; blank ones are skipped.
	 * @param in the lines in UTF-8
	 * @param taker takes each
	 * @throws IOException if the client is gone
	 */
	public void read(InputStream in, Taker<T> taker) throws IOException {
		InputStream buffered = new BufferedInputStream(in, LONGEST_LINE);
		long number = 0;
		for (byte[] line = line(buffered); line != null; line = line(buffered)) {
			number++;
			byte[] bytes = line;
			if (bytes.length > LONGEST_LINE || !new String(bytes, StandardCharsets.UTF_8).isBlank()) {
				take(number, () -> parse(bytes), taker);
			}
		}
	}

	/** The next line, whose end is cut off where it is too long. */
	private static byte @Nullable [] line(InputStream in) throws IOException {
		int next = in.read();
		if (next < 0) {
			return null;
		}
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (; next >= 0 && next != '\n'; next = in.read()) {
			if (line.size() <= LONGEST_LINE) {
				line.write(next);
			}
		}
		return line.toByteArray();
	}

	private T parse(byte[] line) {
		if (line.length > LONGEST_LINE) {
			throw Problem.invalid(Flaw.at("", "batch.long"));
		}
		try {
			// The decoder refuses what is not UTF-8.
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
			return this.json.readValue(text, this.type);
		}
		catch (CharacterCodingException ex) {
			throw new Problem(HttpStatus.BAD_REQUEST, "intake.encoding");
		}
		catch (JacksonException ex) {
			throw Body.unreadable(ex);
		}
	}

	/**
	 * Makes a thing.
	 *
	 * @param <T> what that is
	 */
	public interface Maker<T> {

		/**
		 * Makes a thing.
		 * @return what a line says
		 * @throws Problem if it says nothing that is accepted
		 */
		T make();

	}

	/**
	 * Takes one thing.
	 * @param line its number, from 1
	 * @param maker makes it
	 * @param taker takes it
	 */
	public void take(long line, Maker<T> maker, Taker<T> taker) {
		try {
			taker.take(line, maker.make());
		}
		catch (Problem problem) {
			reject(line, problem);
		}
	}

	private void reject(long line, Problem problem) {
		this.rejected++;
		if (this.errors.size() < MOST_ERRORS) {
			Flaw flaw = problem.flaws().isEmpty() ? null : problem.flaws().get(0);
			Message detail = (flaw != null) ? flaw.detail() : problem.detail();
			this.errors.add(new LineError(line, detail.text(this.language), (flaw != null) ? flaw.pointer() : null));
		}
	}

	/**
	 * How many lines were rejected.
	 * @return their number
	 */
	public int rejected() {
		return this.rejected;
	}

	/**
	 * Why lines were rejected.
	 * @return the first 100
	 */
	public List<LineError> errors() {
		return this.errors;
	}

}
