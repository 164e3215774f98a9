package dev.voce;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Security headers, and the replies to malformed HTTP. */
@VoceTest
class HardeningTest {

	@LocalServerPort
	private int port;

	private List<String> raw(String request) throws IOException {
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return List.of(answer.split("\r\n\r\n", 2));
		}
	}

	@Test
	void everyRefusalIsAProblemAlsoWhereNoFilterSawTheRequest() throws Exception {
		String head = "Host: localhost\r\nConnection: close\r\n";
		String post = "POST /api/v1/surveys HTTP/1.1\r\n" + head + "Authorization: Bearer " + VoceTest.KEY
				+ "\r\nContent-Type: application/json\r\n";
		Map<String, Integer> requests = Map.ofEntries(
				Map.entry("GET / HTTP/1.1\r\n" + head + "X: " + "a".repeat(9_000) + "\r\n\r\n", 400),
				Map.entry("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n" + head + "\r\n", 400),
				Map.entry("GET / HTTP/1.1\r\n" + head + "X: a\r\n".repeat(150) + "\r\n", 400),
				Map.entry("\u0016\u0003\u0001\u0002\r\n\r\n", 400),
				Map.entry("G{T / HTTP/1.1\r\n" + head + "\r\n", 400),
				Map.entry("GET / HTTP/9.9\r\n" + head + "\r\n", 505),
				Map.entry("GET /<b> HTTP/1.1\r\n" + head + "\r\n", 400),
				Map.entry("GET /api/v1/%zz HTTP/1.1\r\n" + head + "\r\n", 400),
				Map.entry("GET /api/v1/%ff HTTP/1.1\r\n" + head + "\r\n", 400),
				Map.entry("GET /api/v1/respondents/a%2Fb HTTP/1.1\r\n" + head + "\r\n", 400),
				Map.entry("GET /api/v1/respondents/a%25b HTTP/1.1\r\n" + head + "\r\n", 400),
				Map.entry("GET /../../etc/passwd HTTP/1.1\r\n" + head + "\r\n", 400),
				Map.entry("GET /s/" + UUID.randomUUID() + "/qr.svg?a=%zz&b HTTP/1.1\r\n" + head + "\r\n", 404),
				Map.entry(post.replace("POST", "GET").replace("surveys", "surveys?limit=%zz") + "\r\n", 400),
				Map.entry("GET / HTTP/1.1\r\nHost: a b{}\r\nConnection: close\r\n\r\n", 400),
				Map.entry("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
				Map.entry("GET / HTTP/1.1\r\n" + head + "X y: 1\r\n\r\n", 400),
				Map.entry(post + "Content-Length: abc\r\n\r\n", 400),
				Map.entry(post + "Transfer-Encoding: foo\r\n\r\n", 501),
				Map.entry(post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n", 400),
				Map.entry("TRACE / HTTP/1.1\r\n" + head + "\r\n", 405),
				Map.entry("CONNECT example.com:443 HTTP/1.1\r\n" + head + "\r\n", 501));
		List<String> wrong = new ArrayList<>();
		for (Map.Entry<String, Integer> request : requests.entrySet()) {
			List<String> answer = raw(request.getKey());
			Matcher problem = Pattern.compile("[{].*[}]", Pattern.DOTALL)
				.matcher((answer.size() > 1) ? answer.get(1) : "");
			if (!answer.get(0).startsWith("HTTP/1.1 " + request.getValue())
					|| !answer.get(0).contains("Content-Type: application/problem+json")
					|| !answer.get(0).contains("X-Content-Type-Options: nosniff") || answer.get(0).contains("Server:")
					|| !problem.find() || Api.read(problem.group()).get("status").intValue() != request.getValue()
					|| Pattern.compile("(?i)tomcat|apache|exception|java|\"/error\"")
						.matcher(answer.toString())
						.find()) {
				wrong.add(
						request.getKey().substring(0, Math.min(60, request.getKey().length())) + " answered " + answer);
			}
		}
		assertThat(wrong).isEmpty();
	}

	@Test
	void everyReplyHasSecurityHeaders() {
		Api api = new Api(this.port);
		Api anybody = new Api(this.port, null);
		UUID survey = api.npsSurvey();
		String own = "/api/v1/surveys/" + survey;
		String hosted = "/s/" + survey;
		String script = anybody.get("/").body().replaceAll("(?s).*?(/app/[^\"]+main[.]js).*", "$1");
		Map<String, Api.Reply> answers = new java.util.TreeMap<>();
		for (String path : List.of("/", "/setup", "/surveys/" + survey, "/people", "/privacy", hosted,
				hosted + "?nps=9", hosted + "/qr.svg", hosted + "/email.html", "/preview/" + survey, "/widget.js",
				script, "/api/v1/public/surveys/" + survey, own, own + "/kpis", own + "/kpis/audit", own + "/responses",
				own + "/notes", own + "/sightings", "/api/v1/surveys", "/api/v1/templates", "/api/v1/keys",
				"/api/v1/activity", "/api/v1/users", "/api/v1/respondents?respondent=nobody", "/session",
				"/actuator/health", "/actuator/prometheus", "/v3/api-docs", "/docs", "/swagger-ui/index.html",
				"/nothing", "/favicon.ico", "/widget/none.js", "/s/nothing", "/api/v1/nothing", "/error")) {
			answers.put(path, api.get(path));
		}
		answers.put("401", anybody.get(own));
		answers.put("posted",
				anybody.send("POST", hosted, "a.nps=9", "Content-Type", "application/x-www-form-urlencoded"));
		answers.put("preflight", anybody.send("OPTIONS", "/api/v1/public/surveys/" + survey + "/responses",
				(String) null, "Access-Control-Request-Method", "PUT", "Origin", "https://shop.example"));
		answers.put("415", anybody.post("/api/v1/public/surveys/" + survey + "/responses", "", "Content-Type", "a/b"));
		List<String> wrong = new ArrayList<>();
		answers.forEach((path, answer) -> {
			boolean page = answer.header("Content-Type").startsWith("text/html") && answer.status() != 404;
			boolean forAll = path.startsWith("/widget") || path.startsWith("/s/") || path.contains("/public/")
					|| path.matches("posted|preflight|415");
			Map<String, String> expected = new java.util.HashMap<>(Map.of("X-Content-Type-Options", "nosniff",
					"X-Frame-Options", "DENY", "Cross-Origin-Opener-Policy", "same-origin"));
			if (!forAll) {
				expected.put("Cross-Origin-Resource-Policy", "same-origin");
			}
			if (page) {
				boolean form = path.startsWith("/s/") || path.equals("posted");
				expected.put("Referrer-Policy", form ? "same-origin" : "no-referrer");
			}
			expected.forEach((name, value) -> {
				if (!answer.response().headers().allValues(name).equals(List.of(value))) {
					wrong.add(path + " " + name + " " + answer.response().headers().allValues(name));
				}
			});
			List<String> policies = answer.response().headers().allValues("Content-Security-Policy");
			if (policies.size() != 1 || !policies.get(0).startsWith("default-src 'none'")
					|| !policies.get(0).contains("frame-ancestors 'none'") || policies.get(0).contains("script-src")
							&& policies.get(0).matches(".*script-src[^;]*(unsafe|[*]).*")) {
				wrong.add(path + " policies " + policies);
			}
			if (answer.header("Permissions-Policy").isEmpty()
					|| !answer.header("Strict-Transport-Security").isEmpty()) {
				wrong.add(path + " lacks a policy, or promises TLS where there is none");
			}
			// Replies to callers with credentials are not cached; figures are asked for
			// anew each
			// time.
			boolean confidential = path.startsWith("/api/v1/") && !path.contains("/public/") || path.equals("/session")
					|| path.equals(hosted) || path.equals("posted") || path.startsWith("/preview/")
					|| path.equals("/actuator/prometheus");
			String cache = path.endsWith("/kpis") ? "no-cache" : "no-store";
			if (confidential && !answer.response().headers().allValues("Cache-Control").equals(List.of(cache))) {
				wrong.add(path + " " + answer.response().headers().allValues("Cache-Control"));
			}
		});
		assertThat(wrong).isEmpty();
	}

}
