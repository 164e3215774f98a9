package dev.voce.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import dev.voce.web.Body;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/** Reads one JSON value in strict UTF-8. */
@Component
class BodyReader {

	/** The longest single response, in bytes. */
	static final int LONGEST = 64 * 1024;

	private static final int DEEPEST = 20;

	private final ObjectReader json;

	BodyReader(JsonMapper json) {
		// Decimal, so that 9.0000000000000001 is not taken for 9.
		this.json = json.readerFor(JsonNode.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
	}

	/**
	 * Parses one JSON value.
	 * @param bytes its text
	 * @return what it holds
	 * @throws Problem (400) if it is not UTF-8 or not JSON
	 */
	JsonNode parse(byte[] bytes) {
		try (JsonParser parser = this.json.createParser(decode(bytes))) {
			return parse(parser);
		}
		catch (CharacterCodingException ex) {
			throw new Problem(HttpStatus.BAD_REQUEST, "intake.encoding");
		}
		catch (JacksonException ex) {
			throw Body.malformed("intake.json", ex.getLocation());
		}
	}

	private JsonNode parse(JsonParser parser) {
		try {
			JsonNode node = this.json.readValue(parser);
			if (node == null || node.isMissingNode()) {
				throw new Problem(HttpStatus.BAD_REQUEST, "body.object");
			}
			return node;
		}
		catch (StreamConstraintsException | NumberFormatException ex) {
			// Not so deep, and yet beyond a limit: a number that is not even read.
			if (parser.streamReadContext().getNestingDepth() < DEEPEST) {
				throw Problem.invalid(Flaw.at(parser.streamReadContext().pathAsPointer().toString(), "intake.number"));
			}
			throw new Problem(HttpStatus.BAD_REQUEST, "intake.nested");
		}
	}

	private static String decode(byte[] bytes) throws CharacterCodingException {
		int start = (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF)
				? 3 : 0;
		byte[] text = (start == 0) ? bytes : Arrays.copyOfRange(bytes, start, bytes.length);
		return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
	}

}
