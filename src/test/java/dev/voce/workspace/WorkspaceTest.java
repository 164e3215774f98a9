package dev.voce.workspace;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The settings of a workspace, and what visitors see of them. */
@VoceTest
class WorkspaceTest {

	private static final String PATH = "/api/v1/workspace";

	private final Workspaces workspaces;

	private final Sql sql;

	private final int port;

	private final String key;

	private final Api api;

	WorkspaceTest(@LocalServerPort int port, @Autowired DataSource dataSource, @Autowired Workspaces workspaces) {
		this.workspaces = workspaces;
		this.sql = new Sql(dataSource);
		this.port = port;
		this.key = this.sql.workspace();
		this.api = new Api(port, this.key);
	}

	private Api.Reply describe(String body) {
		return this.api.send("PUT", PATH, body, "If-Match", "*");
	}

	@Test
	void settingsAreSentBackAsTheyAreRead() {
		Api.Reply first = this.api.get(PATH).is(200);
		assertThat(first.body()).isEqualTo("{\"revision\":1,\"name\":\"another\",\"brand\":{}}");
		Api.Reply changed = describe(
				"{\"name\": \" Aurora \", \"brand\": {\"name\": \"Bottega Aurora\", \"accent\": \"#0f4C96\"}}")
			.is(200);
		assertThat(changed.body()).isEqualTo("{\"revision\":2,\"name\":\"Aurora\","
				+ "\"brand\":{\"name\":\"Bottega Aurora\",\"accent\":\"#0f4C96\"}}");
		this.api.send("PUT", PATH, changed.body(), "If-Match", first.header("ETag")).refused(412);
		this.api.send("PUT", PATH + "?revision=1", changed.body()).refused(412);
		this.api.send("PUT", PATH, changed.body()).refused(428);
		assertThat(this.api.send("PUT", PATH, changed.body(), "If-Match", changed.header("ETag"))
			.is(200)
			.json()
			.get("brand")).isEqualTo(changed.json().get("brand"));
		assertThat(this.api.get("/api/v1/activity").body()).contains("\"changed\",\"subject\":\"workspace\"");
		assertThat(this.workspaces.brand(workspace())).isEqualTo(new Brand("Bottega Aurora", "#0f4C96", null));
	}

	private UUID workspace() {
		String id = this.key.substring("key-of-".length());
		return UUID.fromString(id);
	}

	@Test
	void whatIsNotAcceptedIsNamedWithItsPlace() {
		for (List<String> bad : List.of(List.of("{}", "/name"), List.of("{\"name\": \" \"}", "/name"),
				List.of("{\"name\": \"a\\nb\"}", "/name"), List.of("{\"name\": \"" + "a".repeat(101) + "\"}", "/name"),
				List.of("{\"name\": \"a\", \"brand\": {\"name\": \"\"}}", "/brand/name"),
				List.of("{\"name\": \"a\", \"brand\": {\"accent\": \"red\"}}", "/brand/accent"),
				List.of("{\"name\": \"a\", \"brand\": {\"colour\": \"red\"}}", "/brand/colour"))) {
			assertThat(describe(bad.get(0)).refused(422).json().at("/errors/0/pointer").stringValue())
				.isEqualTo(bad.get(1));
		}
	}

	@Test
	void hoursHolidaysCausesAndTheSenderAreKept() {
		String settings = """
				{"name": "Aurora", "zone": "Europe/Rome", "businessHours": {"MONDAY": [["09:00", "13:00"], ["14:00", "24:00"]]},
				"holidays": ["2026-12-25"], "causes": [{"key": "courier", "text": {"it": "Corriere"}}],
				"mail": {"fromName": "Aurora", "from": "care@aurora.example", "replyTo": "desk@aurora.example"}}""";
		JsonNode stored = describe(settings).is(200).json();
		assertThat(stored.at("/businessHours/MONDAY/1/1").stringValue()).isEqualTo("24:00");
		assertThat(stored.at("/holidays/0").stringValue()).isEqualTo("2026-12-25");
		assertThat(describe(stored.toString()).is(200).json().get("mail")).isEqualTo(stored.get("mail"));
		assertThat(this.workspaces.hours(workspace()).zone().getId()).isEqualTo("Europe/Rome");
		assertThat(this.workspaces.causes(workspace())).extracting(RootCause::key).containsExactly("courier");
		for (List<String> bad : List.of(List.of("\"zone\": \"Rome\"", "/zone"),
				List.of("\"businessHours\": {\"MONDAY\": [[\"09:00\", \"08:00\"]]}", "/businessHours/MONDAY"),
				List.of("\"businessHours\": {\"FRIDAY\": [[\"09:00\", \"12:00\"], [\"11:00\", \"13:00\"]]}",
						"/businessHours/FRIDAY"),
				List.of("\"holidays\": [null]", "/holidays"),
				List.of("\"causes\": [{\"key\": \"A\", \"text\": {\"en\": \"x\"}}]", "/causes/0"),
				List.of("\"causes\": [{\"key\": \"a\", \"text\": {\"e\\u0000\": \"x\"}}]", "/causes/0/text/e\0"),
				List.of("\"mail\": {\"from\": \"a@b.example\\nBcc: c@d.example\"}", "/mail/from"),
				List.of("\"mail\": {\"fromName\": \"a\\r\\nBcc: c@d.example\"}", "/mail/fromName"))) {
			describe("{\"name\": \"a\", " + bad.get(0) + "}").flawed(bad.get(1));
		}
	}

	@Test
	void aLogoIsServedToAnybodyUnderANameByItsContent() throws Exception {
		byte[] first = LogoFileTest.png(40, 20);
		JsonNode logo = upload(first, "image/png").is(200).json().at("/brand/logo");
		assertThat(logo.get("width").intValue()).isEqualTo(40);
		HttpResponse<byte[]> served = served(logo.get("path").stringValue());
		assertThat(served.statusCode()).isEqualTo(200);
		assertThat(served.body()).isEqualTo(first);
		assertThat(served.headers().map()).containsEntry("content-type", List.of("image/png"))
			.containsEntry("x-content-type-options", List.of("nosniff"))
			.containsEntry("cache-control", List.of("max-age=31536000, public, immutable"))
			.containsEntry("content-security-policy",
					List.of("default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"))
			.containsEntry("cross-origin-resource-policy", List.of("cross-origin"));

		String second = upload(
				"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 4'/>".getBytes(StandardCharsets.UTF_8),
				"image/png")
			.is(200)
			.json()
			.at("/brand/logo/path")
			.stringValue();
		assertThat(second).endsWith(".svg");
		assertThat(this.workspaces.brand(workspace()).logo()).isEqualTo(new Brand.Picture(second, 4, 4));
		assertThat(served(second).headers().firstValue("content-type")).contains("image/svg+xml");
		assertThat(served(second.replace(".svg", ".png")).statusCode()).isEqualTo(404);
		assertThat(served("/logo/" + "0".repeat(32) + ".svg").statusCode()).isEqualTo(404);
		assertThat(this.api.delete(PATH + "/logo").is(200).json().get("brand").has("logo")).isFalse();
		assertThat(this.sql.count("select count(*) from logo where workspace_id = ?", workspace())).isZero();
	}

	@Test
	void aLogoIsAtMost100KiBLong() {
		byte[] open = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 4'>".getBytes(StandardCharsets.UTF_8);
		byte[] longest = new byte[100 * 1024];
		Arrays.fill(longest, (byte) ' ');
		System.arraycopy(open, 0, longest, 0, open.length);
		System.arraycopy("</svg>".getBytes(StandardCharsets.UTF_8), 0, longest, longest.length - 6, 6);
		upload(longest, "image/svg+xml").is(200);
		upload(Arrays.copyOf(longest, longest.length + 1), "image/svg+xml").refused(413);
		upload(longest, "image/jpeg").refused(415);
	}

	@Test
	void ofLogosUploadedAtOnceOneIsKept() throws Exception {
		List<Integer> statuses = IntStream.range(1, 17)
			.parallel()
			.mapToObj((width) -> upload(LogoFileTest.png(width, 3), "image/png").status())
			.toList();
		assertThat(statuses).containsOnly(200);
		JsonNode view = this.api.get(PATH).json();
		assertThat(view.get("revision").intValue()).isEqualTo(17);
		assertThat(served(view.at("/brand/logo/path").stringValue()).statusCode()).isEqualTo(200);
	}

	private Api.Reply upload(byte[] body, String type) {
		return this.api.send("PUT", PATH + "/logo", body, "Content-Type", type);
	}

	private HttpResponse<byte[]> served(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path)).build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
	}

}
