package dev.voce;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** That nothing that is sent can make a failure or fill the log. */
@VoceTest
@ExtendWith(OutputCaptureExtension.class)
class MalformedRequestsTest {

	private static final String HEAD = "Host: localhost\r\nConnection: close\r\n";

	private static final String JSON = "Content-Type: application/json\r\n";

	private static final String KEY = "Authorization: Bearer " + VoceTest.KEY + "\r\n";

	private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE",
			"PROPFIND", "get");

	/** What follows a path of Voce's. */
	private static final List<String> ENDS = List.of(";%", ";%zz", ";%zz/y", ";a=%1", ";jsessionid=%", ";%ff", "/%00",
			"/%2f", "/%5c", "/..;/x", "/%2e%2e;/", "//", "/%0d%0aX:y", "?%", "?%zz=%zz", "?a=%ff", "?%00", "/%c0%ae",
			"/%252f", "/%", "/" + "a/".repeat(3_000), "/" + "a".repeat(9_000), "?" + "a=&".repeat(2_000) + "%zz",
			"?a=" + "b".repeat(7_000), "/\u0080", "/<>", "/\\x");

	private static final List<String> HEADERS = List.of("Accept: " + "a/b,".repeat(1_500), "Accept: a/b;q=\"",
			"Accept: ////", "Accept-Language: " + "en,".repeat(2_000), "Accept-Language: xx;q=foo",
			"Accept-Encoding: gzip;q=9, br;q", "Cookie: $Version=1; a=\"b", "Cookie: \u00ff=\u00ff; =;",
			"Cookie: " + "a=b; ".repeat(500), "Range: bytes=5-1", "Range: bytes=" + "0-0,".repeat(500),
			"If-None-Match: W/", "If-Match: \"", "If-Modified-Since: foo", "Origin: http://[", "Origin: \u00ff",
			"Authorization: Bearer \u00ff", "Authorization: Basic zz", "Authorization: Bearer " + "a".repeat(7_000),
			"X-Forwarded-Port: x", "X-Forwarded-Host: %", "X-Forwarded-For: x", "X-Forwarded-Prefix: /%",
			"Forwarded: for=\"", "Forwarded: host=\"a:b:c\";proto=%", "Upgrade: websocket", "TE: trailers",
			"X-Request-Id: \u00ff", "Access-Control-Request-Method: FOO", "Content-Length: 5",
			"Content-Type: multipart/form-data", "Content-Type: /");

	private static final List<String> BODIES = List.of("Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
			"Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n",
			"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n",
			"Transfer-Encoding: chunked\r\n\r\n2;" + "a".repeat(9_000) + "\r\n{}\r\n0\r\n\r\n",
			"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: " + "a".repeat(9_000) + "\r\n\r\n",
			"Transfer-Encoding: chunked\r\n\r\n2\r\n{}XX0\r\n\r\n", "Transfer-Encoding: foo\r\n\r\n{}",
			"Transfer-Encoding: chunked, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
			"Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
			"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "Content-Length: -2\r\n\r\n{}",
			"Content-Length: 99999999999999999999\r\n\r\n{}", "Content-Length: 9223372036854775807\r\n\r\n{}",
			"Content-Length: 9\r\n\r\n{", "Content-Length: 9\r\n\r\n%zz=%&a=%",
			"Content-Length: 2\r\nExpect: foo\r\n\r\n{}", "Content-Length: 2\r\nContent-Encoding: gzip\r\n\r\n{}",
			"\r\n");

	private static final List<String> TYPES = List.of(JSON, "Content-Type: application/x-www-form-urlencoded\r\n",
			"Content-Type: application/x-ndjson\r\n", "Content-Type: multipart/form-data; boundary=\r\n",
			"Content-Type: multipart/form-data; boundary=x\r\n", "Content-Type: application/json; charset=\"\r\n", "");

	private static final List<String> LINES = List.of("GET / HTTP/1.1\r\nHost: a b{}\r\n\r\n",
			"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\nHost: [::zz]\r\n\r\n",
			"GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n", "GET / HTTP/1.1\r\nHost: %zz\r\n\r\n",
			"GET /a;%zz HTTP/1.0\r\n\r\n", "GET http://other/a;%zz HTTP/1.1\r\n" + HEAD + "\r\n",
			"GET http://[/ HTTP/1.1\r\n" + HEAD + "\r\n", "GET http://u@h/;% HTTP/1.1\r\n" + HEAD + "\r\n",
			"CONNECT a:443 HTTP/1.1\r\n" + HEAD + "\r\n", "CONNECT /;% HTTP/1.1\r\n" + HEAD + "\r\n",
			"GET * HTTP/1.1\r\n" + HEAD + "\r\n", "OPTIONS * HTTP/1.1\r\n" + HEAD + "\r\n",
			"GET / HTTP/9.9\r\n" + HEAD + "\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u0016\u0003\u0001\r\n\r\n",
			"GET / HTTP/1.1\r\n" + HEAD + "X: a\r\n b\r\n\r\n", "GET / HTTP/1.1\r\n" + HEAD + "X: a\0b\r\n\r\n",
			"GET / HTTP/1.1\r\n" + HEAD + "X\r\n\r\n",
			"GET / HTTP/1.1\r\n" + HEAD + "X: " + "a".repeat(9_000) + "\r\n\r\n",
			"GET / HTTP/1.1\r\n" + HEAD + "X: a\r\n".repeat(150) + "\r\n", "G{T / HTTP/1.1\r\n" + HEAD + "\r\n");

	@LocalServerPort
	private int port;

	@Test
	void whateverIsSentFailsNothingAndLeavesNoStackTrace(CapturedOutput output) {
		Api api = new Api(this.port);
		UUID survey = api.npsSurvey();
		String own = "/api/v1/surveys/" + survey;
		List<String> paths = List.of("/", "/s/" + survey, "/s/" + survey + "/qr.svg", "/s/" + survey + "/email.html",
				"/s/x", "/preview/" + survey, "/setup", "/session", "/api/v1/public/surveys/" + survey,
				"/api/v1/public/surveys/" + survey + "/responses", own, own + "/responses", own + "/responses/batch",
				"/api/v1/surveys", "/error", "/v3/api-docs", "/docs", "/swagger-ui/index.html", "/actuator",
				"/actuator/health", "/actuator/prometheus", "/widget.js", "/widget/x", "/app/x", "/favicon.ico",
				"/nothing", "/a;%zz");
		api.get("/v3/api-docs").is(200); // which takes a while at first
		Set<String> wrong = new LinkedHashSet<>();
		List<String> requests = new ArrayList<>(LINES);
		for (String path : paths) {
			for (String end : ENDS) {
				String method = METHODS.get(requests.size() % METHODS.size());
				requests.add("GET " + path + end + " HTTP/1.1\r\n" + HEAD + "\r\n");
				requests.add(method + " " + path + end + " HTTP/1.1\r\n" + HEAD + JSON + "Content-Length: 2\r\n\r\n{}");
			}
			for (String header : HEADERS) {
				requests.add("GET " + path + " HTTP/1.1\r\n" + HEAD + header + "\r\n\r\n");
			}
			for (String body : BODIES) {
				String type = TYPES.get(requests.size() % TYPES.size());
				requests.add("POST " + path + " HTTP/1.1\r\n" + HEAD + KEY + JSON + body);
				requests.add("POST " + path + " HTTP/1.1\r\n" + HEAD + type + body);
				requests.add("PUT " + path + " HTTP/1.1\r\n" + HEAD + KEY + TYPES.get(1) + body);
			}
		}
		for (String request : requests) {
			int logged = output.length();
			String status = send(request);
			String log = output.toString().substring(logged);
			boolean fails = status.startsWith("5") && !status.matches("50[15]"); // not of
																					// this
																					// version's
																					// HTTP
			if (fails || log.contains("\tat ") || log.contains("Exception")) {
				wrong.add(request.substring(0, Math.min(120, request.length())) + " answered " + status + ", logged "
						+ log.substring(0, Math.min(300, log.length())));
			}
		}
		assertThat(wrong).isEmpty();
		for (String path : List.of("/a;%zz", "/;%", "/s/x;%", "/api/v1/public/surveys/x;%", "/error;%", "/docs;%zz")) {
			assertThat(send("GET " + path + " HTTP/1.1\r\n" + HEAD + "\r\n")).as(path).isEqualTo("400");
		}
		assertThat(send("GET /v3/api-docs HTTP/1.1\r\n" + HEAD + "X-Forwarded-Port: x\r\n\r\n")).isEqualTo("200");
	}

	@Test
	void theRefusalOfAMalformedAddressSaysWhatIsWrong() {
		new Api(this.port).send("GET", "/", (String) null, "Accept-Language", "en").is(200);
		assertThat(raw("GET /a;%zz HTTP/1.1\r\n" + HEAD + "\r\n")).contains("application/problem+json",
				"two hexadecimal digits", "X-Content-Type-Options: nosniff");
		assertThat(raw("GET /a;%zz HTTP/1.1\r\n" + HEAD + "Accept-Language: it\r\n\r\n")).contains("due cifre");
		// What Tomcat refuses itself.
		assertThat(raw("GET / HTTP/1.1\r\n" + HEAD + "Transfer-Encoding: x\r\nAccept-Language: it\r\n\r\n"))
			.contains("Content-Language: it", "\"detail\":\"non \\u00E8 supportato\"");
	}

	private String send(String request) {
		String reply = raw(request);
		return reply.startsWith("HTTP/1.1 ") ? reply.substring(9, 12) : "";
	}

	/** What is answered to a request, after which no more is sent. */
	private String raw(String request) {
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			socket.shutdownOutput();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return ""; // closed before it was read to its end
		}
	}

}
