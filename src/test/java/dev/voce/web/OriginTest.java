package dev.voce.web;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OriginTest {

	@ParameterizedTest
	@CsvSource({ "https://shop.example, https://shop.example", "https://shop.example:443, https://shop.example",
			"http://shop.example:80, http://shop.example", "http://shop.example:443, http://shop.example:443",
			"https://shop.example:80, https://shop.example:80", "https://shop.example:0443, https://shop.example",
			"https://shop.example:, https://shop.example", "https://shop.example/, https://shop.example",
			"HTTPS://Shop.Example:8443/, https://shop.example:8443",
			"https://caffè.example, https://xn--caff-8oa.example",
			"https://CAFFÈ.example:443/, https://xn--caff-8oa.example", "http://localhost:3000, http://localhost:3000",
			"http://my_shop.example, http://my_shop.example", "http://[::1]:80, http://[::1]",
			"http://[2001:DB8::1]:8080, http://[2001:db8::1]:8080", "http://192.0.2.1, http://192.0.2.1" })
	void anOriginIsWrittenAsBrowsersSendIt(String written, String normal) {
		assertThat(Origin.normal(written)).isEqualTo(normal);
		assertThat(Origin.normal(normal)).isEqualTo(normal);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "null", "*", "shop.example", "https://", "https://shop.example/path",
			"https://shop.example//", "https://shop.example?q", "https://shop.example#f", "https://ada@shop.example",
			"ftp://shop.example", "file:///etc", "https://shop.example:0", "https://shop.example:65536",
			"https://shop.example:x", "https://sh op.example", "https://shop..example", "https://.example",
			"https://-shop.example\\@evil.example", "https://*.shop.example", "https://straße.example", "https://[::1",
			"https://[shop]" })
	void whatIsNoOriginIsNone(String text) {
		assertThat(Origin.normal(text)).isNull();
	}

}
