package dev.voce;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.management.JMException;
import javax.management.ObjectName;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names that requests choose freely are no keys of anything that stays in memory. Counted
 * in the heap itself, so that caches of libraries are seen too.
 */
class StrangersKeysTest {

	private static final int REQUESTS = 40;

	private static final String BUNDLES = "java.util.ResourceBundle$CacheKey";

	private static final String DOCUMENTS = "io.swagger.v3.oas.models.OpenAPI";

	private static final String BUCKETS = "io.github.bucket4j.local.LockFreeBucket";

	private static final String FILES = "org.apache.catalina.webresources.CachedResource";

	private static final String NODES = "java.util.concurrent.ConcurrentHashMap$Node";

	private static Node node;

	private static Api nobody;

	private static UUID survey;

	@BeforeAll
	static void start() {
		node = Node.start(TestDatabase.create(), TestDatabase.user(), TestDatabase.password(),
				"voce.limits.survey-per-minute=6000");
		survey = node.api().npsSurvey();
		nobody = new Api(node.port(), null);
	}

	@AfterAll
	static void stop() {
		node.close();
	}

	@Test
	void languageTagsMakeNoBundles() {
		isBounded(BUNDLES, (i) -> nobody.get("/s/x?locale=" + tag(i)).is(404));
		isBounded(BUNDLES, (i) -> nobody.get("/s/x", "Accept-Language", tag(i)).is(404));
		isBounded(BUNDLES, (i) -> nobody.get("/s/" + survey + "?locale=" + tag(i)).is(200));
		isBounded(BUNDLES, (i) -> nobody.get("/api/v1/public/surveys/" + survey + "?locale=" + tag(i)).is(200));
		isBounded(BUNDLES, (i) -> nobody.get("/api/v1/surveys", "Accept-Language", tag(i)).refused(401));
		isBounded(BUNDLES, (i) -> node.api().post("/api/v1/keys", "{}", "Accept-Language", tag(i)).refused(422));
	}

	@Test
	void languageTagsMakeNoOpenApiDocuments() {
		isBounded(DOCUMENTS, (i) -> nobody.get("/v3/api-docs", "Accept-Language", tag(i)).is(200));
	}

	@Test
	void whatIsNoSurveysIdHasNoBucket() {
		isBounded(BUCKETS, (i) -> nobody.post("/api/v1/public/surveys/x" + tag(i) + "/responses", "{}").refused(404));
		isBounded(BUCKETS,
				(i) -> nobody.post("/s/x" + tag(i), "", "Content-Type", "application/x-www-form-urlencoded").is(404));
	}

	@Test
	void pathsThatLeadNowhereAreNotKept() {
		isBounded(FILES, (i) -> nobody.get("/nothing/" + i).refused(404));
		isBounded(FILES, (i) -> nobody.get("/app/build/" + i + ".js").refused(404));
		for (String folder : List.of("/nothing/", folder(), "/pages/", "/swagger-ui/", "/webjars/swagger-ui/")) {
			// Of the three class loaders' caches.
			isBounded(NODES, 2 * REQUESTS, (i) -> nobody.get(folder + i + ".js").refused(404));
		}
	}

	@Test
	void filesThatAreThereAreServed() {
		for (String file : List.of("/pages/page.css", folder() + "main.js", "/swagger-ui/index.html",
				"/swagger-ui/swagger-initializer.js", "/swagger-ui/swagger-ui.css",
				"/swagger-ui/swagger-ui-bundle.js")) {
			assertThat(nobody.get(file).is(200).body()).isNotEmpty();
		}
	}

	/** Where the dashboard's files are. */
	private static String folder() {
		return nobody.get("/").body().replaceAll("(?s).*?(/app/[^/\"]+/)main[.]js.*", "$1");
	}

	@Test
	void metersNameNeitherPathsNorMethods() {
		IntStream.range(0, REQUESTS).forEach((i) -> {
			nobody.send("STRANGE" + i, "/strange/" + i, (byte[]) null);
			nobody.get("/strange/" + i);
			nobody.get("/s/strange" + i);
			nobody.get("/widget/strange" + i + ".js");
		});
		assertThat(node.api().get("/actuator/prometheus").is(200).body()).doesNotContainIgnoringCase("strange");
	}

	private static String tag(int number) {
		return IntStream.range(0, 8)
			.mapToObj((i) -> String.format("x%06d", 10 * number + i))
			.collect(Collectors.joining("-", "en-", ""));
	}

	/** A few may be new: what is asked for the first time, and the server's own. */
	private static void isBounded(String type, IntConsumer request) {
		isBounded(type, REQUESTS / 4, request);
	}

	private static void isBounded(String type, int most, IntConsumer request) {
		request.accept(0);
		long before = instances(type);
		IntStream.rangeClosed(1, REQUESTS).forEach(request);
		assertThat(instances(type) - before).as("further instances of " + type).isLessThan(most);
	}

	/** Counts what is reachable of a class. */
	private static long instances(String type) {
		try {
			Object histogram = ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
						new Object[] { null }, List.of(String[].class.getName()).toArray(String[]::new));
			Matcher line = Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(type) + "(?= |$)")
				.matcher((String) histogram);
			return line.find() ? Long.parseLong(line.group(1)) : 0;
		}
		catch (JMException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
