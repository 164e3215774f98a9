package dev.voce.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EntityTagsTest {

	/** Each line: a header, and whether it names revision 5. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"5"                  | true
			W/"5"                | true
			"5-gzip"             | true
			W/"5-gzip"           | true
			"5--gzip"            | true
			"5-br"               | true
			"5-zstd"             | true
			"4", "5"             | true
			"4",W/"5-gzip" , "6" | true
			, "5",               | true
			*                    | true
			"4"                  | false
			"55"                 | false
			"5-other"            | false
			"5gzip"              | false
			"-gzip"              | false
			""                   | false
			"w/5"                | false
			"nonsense"           | false
			"99999999999999999"  | false
			""")
	void aTagIsOursAsACompressingProxyReturnsIt(String header, boolean names) {
		assertThat(EntityTags.expected(header, null).test(5)).isEqualTo(names);
		assertThat(EntityTags.isKnown(request(header), "\"5\"")).isEqualTo(names);
		assertThat(EntityTags.isKnown(request(header), "W/\"5\"")).isEqualTo(names);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "5", "nonsense", "\"5", "5\"", "w/\"5\"", "\"5\" \"6\"", "\"5\", 6", "\"5\", *",
			"*, *", "null", "\"4 5\"" })
	void aMalformedHeaderPermitsNoChangeAndNamesNothing(String header) {
		assertThatExceptionOfType(Problem.class).isThrownBy(() -> EntityTags.expected(header, 5L))
			.satisfies(
					(refusal) -> assertThat(refusal.flaws()).extracting(Flaw::parameter).containsExactly("If-Match"));
		assertThat(EntityTags.isKnown(request(header), "\"5\"")).isFalse();
	}

	@Test
	void severalHeadersAreOneList() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader(HttpHeaders.IF_NONE_MATCH, "\"4\"");
		request.addHeader(HttpHeaders.IF_NONE_MATCH, "\"5\"");
		assertThat(EntityTags.isKnown(new ServletWebRequest(request), "\"5\"")).isTrue();
		assertThat(EntityTags.isKnown(new ServletWebRequest(new MockHttpServletRequest()), "\"5\"")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			-,     5, true
			-,     4, false
			*,     5, true
			*,     4, false
			'"5"', 5, true
			'"5"', 4, false
			'"4"', 5, false
			""")
	void allThatIsSentMustHold(String header, Long revision, boolean holds) {
		assertThat(EntityTags.expected(header, revision).test(5)).isEqualTo(holds);
	}

	@Test
	void aChangeNamesWhatItIsBasedOn() {
		assertThatExceptionOfType(Problem.class).isThrownBy(() -> EntityTags.expected(null, null))
			.satisfies((refusal) -> assertThat(refusal.getStatusCode()).isEqualTo(HttpStatus.PRECONDITION_REQUIRED));
	}

	@Test
	void aLongHeaderIsReadOnce() {
		assertThat(EntityTags.expected("\"4\",".repeat(100_000) + "\"5\"", null).test(5)).isTrue();
		assertThat(EntityTags.isKnown(request(",".repeat(100_000)), "\"5\"")).isFalse();
		assertThat(EntityTags.isKnown(request("\"" + "-gzip".repeat(100_000)), "\"5\"")).isFalse();
	}

	private static ServletWebRequest request(String header) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader(HttpHeaders.IF_NONE_MATCH, header);
		return new ServletWebRequest(request);
	}

}
