package dev.voce.widget;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Api.Reply;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

@NullUnmarked
@VoceTest
class WidgetScriptTest {

	@LocalServerPort
	private int port;

	private final WidgetBuilds builds;

	private Api api;

	@Autowired
	WidgetScriptTest(WidgetBuilds builds) {
		this.builds = builds;
	}

	@BeforeEach
	void setUp() {
		this.api = new Api(this.port);
	}

	@Test
	void everythingFitsInto8Kilobytes() {
		assertThat(this.builds.current().gzipped()).hasSizeLessThanOrEqualTo(8_000).hasSizeGreaterThan(1_000);
	}

	@Test
	void anyPageMayLoadTheScriptAndKeepItForAnHour() {
		Reply script = this.api.get("/widget.js");
		assertThat(script.status()).isEqualTo(200);
		assertThat(script.header("Content-Type")).isEqualTo("text/javascript;charset=UTF-8");
		assertThat(script.header("Cache-Control")).isEqualTo("max-age=3600, public");
		assertThat(script.header("Access-Control-Allow-Origin")).isEqualTo("*");
		assertThat(script.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
		assertThat(script.header("Vary")).contains("Accept-Encoding");
		Reply again = this.api.get("/widget.js", "If-None-Match", script.header("ETag"));
		assertThat(again.status()).isEqualTo(304);
		assertThat(again.header("Cache-Control")).isEqualTo("max-age=3600, public");
		Reply zipped = this.api.get("/widget.js", "Accept-Encoding", "gzip");
		assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(zipped.header("Content-Length")).isEqualTo("" + this.builds.current().gzipped().length);
		assertThat(zipped.header("ETag")).isNotEqualTo(script.header("ETag"));
	}

	@Test
	void aPinnedBuildNeverChanges() {
		Reply pinned = this.api.get("/widget/" + this.builds.current().hash() + ".js");
		assertThat(pinned.body()).isEqualTo(this.api.get("/widget.js").body());
		assertThat(pinned.header("Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
	}

	@Test
	void buildsReleasedBeforeStayInTheJar() {
		String hash = "24d64e5094306d3a"; // of
											// src/test/resources/widget/released-before.js
		assertThat(this.api.get("/widget/" + hash + ".js").body()).isEqualTo("console.log(\"an older build\");\n");
		assertThat(this.api.get("/widget/0000000000000000.js").status()).isEqualTo(404);
	}

}
