package dev.voce.person;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;

import dev.voce.web.Problem;

/**
 * Reads tables (RFC 4180): comma, semicolon or tab, with the names of columns in the
 * first row.
 */
public final class CsvRows {

	private static final int LONGEST_ROW = 64 * 1024;

	private CsvRows() {
	}

	/** Takes a row. */
	public interface Taker {

		/**
		 * Takes a row.
		 * @param line the row's number, from 1, without that of the names
		 * @param row values by the names of their columns, without empty ones
		 */
		void take(long line, Map<String, String> row);

	}

	/**
	 * Reads a table.
	 * @param in the table in UTF-8
	 * @param taker takes each row
	 * @throws Problem (400) if it is no table
	 * @throws IOException if the client is gone
	 */
	public static void read(InputStream in, Taker taker) throws IOException {
		PushbackReader reader = new PushbackReader(
				new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder())), LONGEST_ROW);
		try {
			char separator = separator(reader);
			List<String> names = row(reader, separator).stream().map(String::strip).toList();
			if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
				throw new Problem(HttpStatus.BAD_REQUEST, "person.table");
			}
			long line = 0;
			for (List<String> cells = row(reader, separator); !cells.isEmpty(); cells = row(reader, separator)) {
				line++;
				Map<String, String> row = new LinkedHashMap<>();
				for (int i = 0; i < Math.min(cells.size(), names.size()); i++) {
					if (!cells.get(i).isBlank() && !names.get(i).isEmpty()) {
						row.put(names.get(i), cells.get(i).strip());
					}
				}
				if (!row.isEmpty()) {
					taker.take(line, row);
				}
			}
		}
		catch (CharacterCodingException ex) {
			throw new Problem(HttpStatus.BAD_REQUEST, "intake.encoding");
		}
	}

	/** The separator that the first line has most of. */
	private static char separator(PushbackReader reader) throws IOException {
		StringBuilder first = new StringBuilder();
		for (int c = reader.read(); c >= 0 && first.length() < LONGEST_ROW / 2; c = reader.read()) {
			if (c != '\uFEFF') { // a byte order mark
				first.append((char) c);
			}
			if (c == '\n' || c == '\r') {
				break;
			}
		}
		reader.unread(first.toString().toCharArray());
		char best = ',';
		for (char each : new char[] { ';', '\t' }) {
			best = (count(first, each) > count(first, best)) ? each : best;
		}
		return best;
	}

	private static long count(CharSequence text, char wanted) {
		return text.chars().filter((c) -> c == wanted).count();
	}

	/** The cells of the next row; none at the end. */
	private static List<String> row(PushbackReader reader, char separator) throws IOException {
		List<String> cells = new ArrayList<>();
		StringBuilder cell = new StringBuilder();
		boolean quoted = false;
		int length = 0;
		for (int c = reader.read(); c >= 0; c = reader.read()) {
			if (++length > LONGEST_ROW) {
				throw new Problem(HttpStatus.BAD_REQUEST, "person.table");
			}
			if (quoted) {
				quoted = c != '"' || doubled(reader, cell);
				if (c != '"') {
					cell.append((char) c);
				}
			}
			else if (c == '"' && cell.toString().isBlank()) {
				cell.setLength(0);
				quoted = true;
			}
			else if (c == separator) {
				cells.add(cell.toString());
				cell.setLength(0);
			}
			else if (c == '\n') {
				cells.add(cell.toString());
				return cells;
			}
			else if (c != '\r') {
				cell.append((char) c);
			}
		}
		if (length > 0) {
			cells.add(cell.toString());
		}
		return cells;
	}

	/** Whether a quote in quotes is doubled, and so stands for itself. */
	private static boolean doubled(PushbackReader reader, StringBuilder cell) throws IOException {
		int next = reader.read();
		if (next == '"') {
			cell.append('"');
			return true;
		}
		if (next >= 0) {
			reader.unread(next);
		}
		return false;
	}

}
