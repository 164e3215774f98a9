package dev.voce.web;

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PublicPropertiesTest {

	@ParameterizedTest
	@CsvSource({ "https://voce.example, https://voce.example", "HTTPS://Voce.Example:443/, https://voce.example",
			"http://voce.example:8080/feedback/, http://voce.example:8080/feedback",
			"https://caffè.example/a/b, https://xn--caff-8oa.example/a/b", "http://[::1]:8080, http://[::1]:8080" })
	void anAddressIsWrittenInOneWay(String given, String url) {
		assertThat(new PublicProperties(URI.create(given)).url()).hasToString(url);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "voce.example", "/feedback", "ftp://voce.example", "https:voce.example",
			"https://voce.example?q=1", "https://voce.example/#top", "https://ada@voce.example", "https:///feedback",
			"https://voce.example:99999" })
	void whatIsNoAddressIsRefused(String given) {
		URI url = URI.create(given);
		assertThatIllegalArgumentException().isThrownBy(() -> new PublicProperties(url))
			.withMessageContaining("VOCE_PUBLIC_URL must be an address such as https://");
	}

}
