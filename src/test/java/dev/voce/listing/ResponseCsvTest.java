package dev.voce.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ResponseCsvTest {

	private static final String FORMULAS = "=+-@＝＋－＠";

	private static final List<String> PIECES = List.of("=", "+", "-", "@", "＝", "＋", "－", "＠", ";", ",", "\t", "\n",
			"\r", "\r\n", " ", "\u00a0", "\u200b", "\"", "'", "1", "ok", "è", "😀");

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "＝1+1", "+39 06", "-5", "@SUM(1)", " =1+1", "\u00a0=1", "\u200b=1", "\"=1",
			"ok;=1+1", "ok,=1", "ok\t=1", "\t=1", "line\n=1", "line\r\n -1", "line\r=1", "a; \"＠1" })
	void aTextThatASpreadsheetWouldRunIsQuoted(String text) {
		assertThat(cell(text)).contains("'").satisfies(ResponseCsvTest::runsNowhere);
		assertThat(cell(text).replace("'", "")).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "fast - and cheap", "1=1", "a+b", "me@shop.example", "it's fine", "a;b", "a, b",
			"'=1+1", "2026-01-31" })
	void aTextThatItWouldNotRunStaysAsItIs(String text) {
		assertThat(cell(text)).isEqualTo(text);
	}

	@Test
	void whateverIsWrittenIsReadAgainAndRunsNowhere() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int i = 0; i < 20_000; i++) {
			List<String> cells = IntStream.rangeClosed(0, random.nextInt(4)).mapToObj((cell) -> text(random)).toList();
			String line = line(cells);
			List<String> read = read(line);
			assertThat(read).as("seed %d, %s", seed, cells).hasSameSizeAs(cells);
			for (int cell = 0; cell < cells.size(); cell++) {
				assertThat(read.get(cell).replace("'", "")).as("seed %d", seed)
					.isEqualTo(cells.get(cell).replace("'", ""));
			}
			assertThat(line).as("seed %d", seed).satisfies(ResponseCsvTest::runsNowhere);
		}
	}

	private static String text(Random random) {
		StringBuilder text = new StringBuilder();
		random.ints(random.nextInt(8), 0, PIECES.size()).forEach((piece) -> text.append(PIECES.get(piece)));
		return text.toString();
	}

	/** Cut as any program may: it trims, and drops quotation marks. */
	private static void runsNowhere(String text) {
		for (String piece : text.split("[;,\\t\\r\\n]")) {
			String seen = piece.replaceAll("^[\\p{Z}\\p{C}\"]+", "");
			assertThat(seen.isEmpty() || FORMULAS.indexOf(seen.charAt(0)) < 0).as(piece).isTrue();
		}
	}

	private static String line(List<String> cells) {
		return cells.stream().map((cell) -> ResponseCsv.cell(cell, ',')).collect(Collectors.joining(",", "", "\r\n"));
	}

	private static String cell(String text) {
		return read(line(List.of(text))).get(0);
	}

	/** Reads one record as RFC 4180 says. */
	private static List<String> read(String line) {
		List<String> cells = new ArrayList<>();
		int at = 0;
		do {
			StringBuilder cell = new StringBuilder();
			if (line.charAt(at) == '"') {
				at++;
				while (line.charAt(at) != '"' || line.charAt(at + 1) == '"') {
					at += (line.charAt(at) == '"') ? 1 : 0;
					cell.append(line.charAt(at++));
				}
				at++;
			}
			else {
				while (",\"\r\n".indexOf(line.charAt(at)) < 0) {
					cell.append(line.charAt(at++));
				}
			}
			cells.add(cell.toString());
		}
		while (line.charAt(at++) == ',');
		assertThat(line.substring(at - 1)).isEqualTo("\r\n");
		return cells;
	}

}
