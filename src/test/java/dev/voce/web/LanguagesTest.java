package dev.voce.web;

import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class LanguagesTest {

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			it, it
			pt_BR, pt-BR
			i-klingon, i-klingon
			-, -
			'', -
			' ', -
			<b>, -
			it-ü, -
			en-aaaaa-bbbbb-ccccc-ddddd-eeeee-fffff-ggggg, en-aaaaa-bbbbb-ccccc-ddddd-eeeee-ff
			""")
	void aTagIsCutTo35Characters(String sent, String bounded) {
		assertThat(Languages.tag(sent)).isEqualTo(bounded);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			it                             | it
			it-CH, en;q=0.9                | it-CH
			en;q=0.2, fr;q=0.8, de ; q=0.5 | fr
			de;q=0.0, *                    | -
			*                              | -
			en;q=x, it                     | it
			,,                             | -
			-                              | -
			""")
	void whatABrowserPrefersIsRead(String header, String preferred) {
		assertThat(Languages.preferred(asking(header))).isEqualTo(preferred);
	}

	@Test
	void aHeaderIsReadNoFurtherThanItsFirst20Languages() {
		assertThat(Languages.preferred(asking("en;q=0.1,".repeat(19) + "de;q=0.2,it"))).isEqualTo("de");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			it-CH, it
			IT, it
			es-419, es
			ja, en
			-, en
			<b>, en
			""")
	void anUnsupportedLanguageIsEnglish(String tag, String language) {
		assertThat(Languages.supported(tag).toLanguageTag()).isEqualTo(language);
	}

	@ParameterizedTest
	@CsvSource({ "ar, rtl", "he-IL, rtl", "fa, rtl", "en, ltr", "fi, ltr", "arn, ltr" })
	void someLanguagesReadFromTheRight(String tag, String direction) {
		assertThat(Languages.direction(tag)).isEqualTo(direction);
	}

	@Test
	void allAndOnlyTheLanguagesWithWordsAreSupported() throws IOException {
		Stream<String> files = Stream
			.of(new PathMatchingResourcePatternResolver().getResources("classpath:words/words_*.properties"))
			.map(Resource::getFilename)
			.map((name) -> name.replaceAll("words_(.*)\\.properties", "$1"));
		assertThat(Stream.concat(files, Stream.of("en")))
			.containsExactlyInAnyOrderElementsOf(Languages.SUPPORTED.stream().map(Locale::toLanguageTag).toList());
	}

	private static MockHttpServletRequest asking(String header) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		if (header != null) {
			request.addHeader("Accept-Language", header);
		}
		return request;
	}

}
