package dev.voce.sample;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SampleAnswersTest {

	private static final ZoneId ROME = ZoneId.of("Europe/Rome");

	private static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123456Z");

	/** When the courier failed, seen from {@link #NOW}. */
	private static final LocalDate FAILED = LocalDate.of(2026, 4, 4);

	// Words that only one of the two languages has; every sentence holds at least one.
	private static final Pattern ITALIAN = words("il lo la gli le un una di che e è non per con ho mi al alla ma però"
			+ " del della dei da si tutto bene nessuno sono dopo anni poco senza ancora prezzi qualità consegna");

	private static final Pattern ENGLISH = words("the an and is was my it you your to of for with from that this they"
			+ " but never there nobody than so at are some if");

	private static final JsonMapper JSON = new JsonMapper();

	private static final List<JsonNode> ALL = responses(NOW);

	@Test
	void thereAreTwentyThousandWithDistinctIds() {
		assertThat(ALL).hasSize(20_000);
		Set<UUID> ids = new HashSet<>();
		ALL.forEach((body) -> ids.add(UUID.fromString(text(body, "id"))));
		assertThat(ids).hasSize(20_000);
		assertThat(ids).allMatch((id) -> id.version() == 7 && id.variant() == 2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-11-21T10:15:30.123456Z", "2026-11-21T10:00:00Z", "2028-02-29T23:59:59.999Z",
			"2027-03-28T01:00:00Z", "2027-10-31T00:30:00Z", "2026-01-01T00:00:00Z", "2026-08-31T12:00:00Z" })
	void allLieInTheEighteenMonthsBeforeNowAndTheLastOnesAreFresh(Instant now) {
		List<Instant> times = responses(now).stream().map(SampleAnswersTest::at).toList();
		Instant earliest = now.atZone(ROME).minusMonths(18).toInstant();
		assertThat(times).isEqualTo(times.stream().sorted().toList());
		assertThat(times.get(0)).isAfterOrEqualTo(earliest);
		assertThat(times.get(0)).isBefore(earliest.plus(1, ChronoUnit.DAYS));
		Instant last = times.get(times.size() - 1);
		assertThat(last).isBeforeOrEqualTo(now);
		assertThat(Duration.between(last, now).toHours()).as(last + " is the last before " + now).isLessThan(8);
		assertThat(times).isEqualTo(times.stream().map((at) -> at.truncatedTo(ChronoUnit.MILLIS)).toList());
	}

	@Test
	void theSameNowGivesTheSameResponses() {
		assertThat(responses(NOW)).isEqualTo(ALL);
	}

	@Test
	void overallScoreIsThatOfAShopPeopleLike() {
		assertBetween(30, 40, nps((body) -> true));
	}

	@Test
	void failingCourierShowsAndIsRecoveredFrom() {
		Predicate<JsonNode> bad = between(FAILED, FAILED.plusDays(21));
		Predicate<JsonNode> before = between(FAILED.minusDays(60), FAILED);
		Predicate<JsonNode> after = between(FAILED.plusDays(81), FAILED.plusDays(141));
		Predicate<JsonNode> recovering = between(FAILED.plusDays(21), FAILED.plusDays(81));
		Predicate<JsonNode> delivery = (body) -> "delivery".equals(text(body, "touchpoint"));
		assertBetween(-45, -15, nps(bad.and(delivery)));
		assertBetween(20, 45, nps(before.and(delivery)));
		assertThat(nps(bad)).isLessThan(nps(before) - 15);
		assertThat(nps(bad.and(delivery.negate()))).isLessThan(nps(before.and(delivery.negate())) - 2);
		assertThat(nps(recovering)).isGreaterThan(nps(bad) + 5);
		assertThat(nps(after)).isGreaterThan(nps(recovering) + 5);
		assertThat(nps(after)).isGreaterThan(nps(before));
	}

	@Test
	void monthOfTheFailureIsTheWorst() {
		double worst = nps((body) -> YearMonth.from(day(body)).equals(YearMonth.from(FAILED)));
		for (YearMonth month = YearMonth.of(2025, 6); month
			.isBefore(YearMonth.of(2026, 11)); month = month.plusMonths(1)) {
			YearMonth other = month;
			if (!other.equals(YearMonth.from(FAILED))) {
				assertThat(worst).as(other + " is worse")
					.isLessThan(nps((body) -> YearMonth.from(day(body)).equals(other)));
			}
		}
	}

	@Test
	void shopsScoreHigherThanMail() {
		assertThat(nps((body) -> "shop".equals(text(body, "channel"))))
			.isGreaterThan(10 + nps((body) -> "mail".equals(text(body, "channel"))));
	}

	@Test
	void volumeFollowsTheSeasonsAndTheDay() {
		long november = ALL.stream().filter(between(LocalDate.of(2025, 11, 20), LocalDate.of(2025, 12, 20))).count();
		long august = ALL.stream().filter(between(LocalDate.of(2025, 8, 1), LocalDate.of(2025, 8, 31))).count();
		assertThat(november).isGreaterThan(3 * august);
		assertThat(ALL.stream().filter((body) -> at(body).atZone(ROME).getHour() < 7).count())
			.isLessThan(ALL.size() / 50);
		assertThat(ALL.stream().filter((body) -> day(body).getDayOfWeek().getValue() == 7).count())
			.isLessThan(ALL.size() / 10);
	}

	@Test
	void placesFitTheirChannel() {
		Set<String> places = new HashSet<>();
		ALL.forEach((body) -> places.add(text(body, "channel") + " " + text(body, "touchpoint")));
		assertThat(places).isEqualTo(Set.of("web checkout", "web support", "web returns", "mail delivery",
				"mail support", "mail returns", "app checkout", "app delivery", "app support", "shop store"));
	}

	@Test
	void aRespondentLivesInOneCountry() {
		Set<String> respondents = new HashSet<>();
		Set<String> homes = new HashSet<>();
		for (JsonNode body : ALL) {
			if (body.has("respondent")) {
				respondents.add(text(body, "respondent"));
				homes.add(text(body, "respondent") + body.path("attributes") + text(body, "locale"));
			}
		}
		assertThat(homes).hasSameSizeAs(respondents);
		assertThat(respondents).allMatch((name) -> name.matches("customer-[0-9]+"));
	}

	@Test
	void answersFitTheSurvey() {
		JsonNode survey = resource("survey.json");
		Set<String> options = new HashSet<>();
		survey.path("questions").path(1).path("options").forEach((option) -> options.add(text(option, "key")));
		Set<String> chosen = new HashSet<>();
		for (JsonNode body : ALL) {
			JsonNode answers = body.path("answers");
			assertThat(answers.propertyNames()).isSubsetOf("nps", "reason", "why");
			assertThat(answers.path("nps").isInt()).isTrue();
			assertBetween(0, 10, answers.path("nps").intValue());
			Set<String> reasons = new HashSet<>();
			answers.path("reason").forEach((reason) -> assertThat(reasons.add(reason.stringValue())).isTrue());
			assertThat(reasons.isEmpty() || score(body) < 9).as("only detractors and passives are asked").isTrue();
			assertThat(body.path("finished").booleanValue() || answers.size() == 1).isTrue();
			chosen.addAll(reasons);
			survey.path("segments")
				.forEach((segment) -> assertThat(body.path("attributes").has(segment.stringValue())).isTrue());
		}
		assertThat(chosen).isEqualTo(options);
	}

	@Test
	void aboutAQuarterHasACommentAndHundredsDiffer() {
		assertBetween(0.25, 0.3, (double) commented((body) -> true).size() / ALL.size());
		assertThat(new HashSet<>(commented((body) -> true)).size()).isGreaterThan(1000);
	}

	@Test
	void commentsAreInTheLanguageOfTheirLocale() {
		for (boolean italian : List.of(true, false)) {
			for (String comment : commented((body) -> "it".equals(text(body, "locale")) == italian)) {
				assertThat(ITALIAN.matcher(comment).find()).as("%s", comment).isEqualTo(italian);
				assertThat(ENGLISH.matcher(comment).find()).as("%s", comment).isEqualTo(!italian);
			}
		}
	}

	@Test
	void promotersAndDetractorsNeverSayTheSame() {
		Set<String> shared = new HashSet<>(commented((body) -> score(body) > 8));
		shared.retainAll(commented((body) -> score(body) < 7));
		assertThat(shared).isEmpty();
	}

	@Test
	void commentsHaveNoPartLeftOpen() {
		assertThat(commented((body) -> true))
			.allMatch((comment) -> comment.matches("\\p{Lu}[^{}]+[.!]") && !comment.contains("  "));
	}

	@Test
	void lateParcelsAreWhatPeopleWriteAboutWhileTheCourierFails() {
		Predicate<JsonNode> unhappy = (body) -> "delivery".equals(text(body, "touchpoint")) && score(body) < 7;
		assertThat(lateness(commented(unhappy.and(between(FAILED, FAILED.plusDays(21)))))).isGreaterThan(0.5);
		assertThat(lateness(commented(unhappy.and(between(FAILED.minusDays(200), FAILED))))).isLessThan(0.2);
	}

	/** The share of the comments about a late parcel. */
	private static double lateness(List<String> comments) {
		List<String> late = new ArrayList<>();
		resource("comments.json").forEach((language) -> language.path("DETRACTOR")
			.path("late")
			.forEach((sentence) -> late.add(sentence.stringValue().replaceAll("[{][a-z]+}", "\\\\E.+\\\\Q"))));
		Pattern any = Pattern.compile("\\Q" + String.join("\\E|\\Q", late) + "\\E");
		assertThat(comments.size()).as("only " + comments.size() + " comments").isGreaterThan(20);
		return (double) comments.stream().filter((comment) -> any.matcher(comment).find()).count() / comments.size();
	}

	private static List<JsonNode> responses(Instant now) {
		List<JsonNode> all = new ArrayList<>();
		SampleAnswers.answers(JSON, now).forEachRemaining(all::add);
		return all;
	}

	private static List<String> commented(Predicate<JsonNode> wanted) {
		return ALL.stream()
			.filter(wanted)
			.map((body) -> body.path("answers").path("why"))
			.filter(JsonNode::isString)
			.map(JsonNode::stringValue)
			.toList();
	}

	private static double nps(Predicate<JsonNode> wanted) {
		return ALL.stream()
			.filter(wanted)
			.mapToInt((body) -> (score(body) > 8) ? 100 : (score(body) < 7) ? -100 : 0)
			.average()
			.orElseThrow();
	}

	private static Predicate<JsonNode> between(LocalDate from, LocalDate to) {
		return (body) -> !day(body).isBefore(from) && day(body).isBefore(to);
	}

	private static int score(JsonNode body) {
		return body.path("answers").path("nps").intValue();
	}

	private static LocalDate day(JsonNode body) {
		return at(body).atZone(ROME).toLocalDate();
	}

	private static Instant at(JsonNode body) {
		return Instant.parse(text(body, "submittedAt"));
	}

	private static String text(JsonNode node, String name) {
		return node.path(name).stringValue();
	}

	private static JsonNode resource(String name) {
		try (InputStream in = SampleAnswersTest.class.getResourceAsStream("/sample/" + name)) {
			return JSON.readTree(in);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static Pattern words(String words) {
		return Pattern.compile("(?<!\\p{L})(" + words.replace(' ', '|') + ")(?!\\p{L})",
				Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
	}

	private static void assertBetween(double low, double high, double actual) {
		assertThat(actual).isBetween(low, high);
	}

}
