package dev.voce.letter;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.voce.scoring.Interval;
import dev.voce.scoring.Metric;

import static org.assertj.core.api.Assertions.assertThat;

/** How mails to users look and read. */
class LetterTest {

	private static final FigureText ENGLISH = new FigureText(Locale.ENGLISH);

	private static final FigureText ITALIAN = new FigureText(Locale.ITALIAN);

	@Test
	void figuresReadAsOnThePages() {
		assertThat(ITALIAN.figure(Metric.NPS, 34.4)).isEqualTo("+34");
		assertThat(ITALIAN.figure(Metric.NPS, -0.4)).isEqualTo("0");
		assertThat(ITALIAN.figure(Metric.NPS, -2.5)).isEqualTo("−3");
		assertThat(ITALIAN.figure(Metric.CSAT, 87.5)).isEqualTo("88%");
		assertThat(ITALIAN.count(1_204)).isEqualTo("1.204");
		assertThat(ENGLISH.count(1_204)).isEqualTo("1,204");
		assertThat(ITALIAN.between(Metric.NPS, new Interval(0.95, 29.2, 38.7), 1_204))
			.isEqualTo("tra +29 e +39, su 1.204 risposte");
		assertThat(ENGLISH.between(Metric.NPS, new Interval(0.95, 33.81, 33.92), 1))
			.isEqualTo("between +33.8 and +33.9, from 1 answer");
	}

	@Test
	void changesClaimNoMoreThanTheirIntervals() {
		assertThat(ENGLISH.change(Metric.NPS, 8, 2, 14, true).sentence())
			.isEqualTo("Clear rise: +8 points (between +2 and +14)");
		assertThat(ITALIAN.change(Metric.NPS, 3, -4, 10, false).sentence())
			.isEqualTo("Nessuna variazione evidente: +3 potrebbe essere dovuto al caso (tra −4 e +10)");
		assertThat(ITALIAN.change(Metric.CSAT, -1, -1.4, -0.2, true).claim()).isEqualTo("Calo evidente: −1,0 punti");
		assertThat(ENGLISH.change(Metric.NPS, 0.2, -4, 4, false).sentence())
			.isEqualTo("No clear change: less than 1 point (between −4 and +4)");
	}

	@Test
	void daysReadInBothLanguages() {
		assertThat(ITALIAN.range(LocalDate.of(2026, 11, 2), LocalDate.of(2026, 11, 8)))
			.isEqualTo("dal 2 all’8 novembre");
		assertThat(ENGLISH.range(LocalDate.of(2026, 8, 3), LocalDate.of(2026, 10, 31)))
			.isEqualTo("from 3 August to 31 October");
		assertThat(ITALIAN.from(LocalDate.of(2026, 11, 1))).isEqualTo("dal 1° novembre");
		assertThat(ENGLISH.weekday(LocalDate.of(2026, 11, 5))).isEqualTo("Thursday 5 November");
		assertThat(ITALIAN.moment(Instant.parse("2026-11-26T10:48:00Z"), ZoneId.of("Europe/Rome")))
			.isEqualTo("giovedì 26 novembre alle 11:48");
	}

	@Test
	void italianPutsArticlesBeforePercentagesAlone() {
		assertThat(ITALIAN.text("letter.alert.below.CSAT", "62%", "75%"))
			.isEqualTo("la soddisfazione è al 62%, sicuramente sotto il 75%");
		assertThat(ITALIAN.text("letter.alert.below.CES", "8%", "80%"))
			.isEqualTo("la facilità è all’8%, sicuramente sotto l’80%");
		assertThat(ITALIAN.text("letter.alert.dropped.CSAT", "18%", "11%"))
			.isEqualTo("la soddisfazione è scesa dal 18% all’11%");
		assertThat(ITALIAN.text("letter.alert.dropped.NPS", "+43", "0")).isEqualTo("l’NPS è sceso da +43 a 0");
		assertThat(ITALIAN.text("letter.digest.subject.fall", "il 8%", "4,3", "3,9", "dal 2 all’8 novembre"))
			.isEqualTo("il 8% in calo, da 4,3 a 3,9 · dal 2 all’8 novembre");
		assertThat(ITALIAN.text("letter.message.case.scoreOn", 6, "8 ottobre")).isEqualTo("6 l’8 ottobre");
		assertThat(ITALIAN.moment(Instant.parse("2026-11-26T00:05:00Z"), ZoneId.of("Europe/Rome")))
			.isEqualTo("giovedì 26 novembre all’1:05");
		assertThat(ENGLISH.text("letter.alert.below.CSAT", "62%", "75%"))
			.isEqualTo("satisfaction is 62%, surely below 75%");
	}

	@Test
	void whatPeopleWroteIsTextAndNothingIsLoaded() {
		Letter letter = new Letter(Locale.ITALIAN, "A\nsubject", "<i>preview</i>", "A <title>");
		letter.quotes(List
			.of(new Letter.Quote(new Letter.Source(UUID.randomUUID(), UUID.randomUUID(), LocalDate.of(2026, 11, 5)), 0,
					"<img src=x> & \"quotes\"", "today", "http://voce.example/?a=1&b=2")));
		letter.bar(new Letter.Bar(-100, 100, 100, 90, 100, false));
		letter.foot("Why").foot("Link", "http://voce.example/");
		assertThat(letter.html()).doesNotContain("<img")
			.contains("&lt;img src=x&gt; &amp; &quot;quotes&quot;")
			.contains("http://voce.example/?a=1&amp;b=2")
			.contains("prefers-color-scheme: dark")
			.doesNotContain("url(");
		assertThat(letter.text()).contains("[0] <img src=x> & \"quotes\" (today)")
			.contains("Link: http://voce.example/");
		assertThat(letter.html()).contains("<title>A subject</title>");
	}

	@Test
	void bothLanguagesHaveTheSameTextsWithTheSameArguments() {
		Properties english = texts("mails.properties");
		Properties italian = texts("mails_it.properties");
		assertThat(italian.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
		english.stringPropertyNames().forEach((code) -> {
			assertThat(arguments(italian.getProperty(code))).as(code).isEqualTo(arguments(english.getProperty(code)));
			Object[] values = { "1", "2", "3", "4" };
			assertThat(ENGLISH.text(code, values)).as(code).isNotBlank().doesNotContain("{");
			assertThat(ITALIAN.text(code, values)).as(code).isNotBlank().doesNotContain("{");
			assertThat(italian.getProperty(code).replace("''", "").replaceAll("d''°''", "")).as(code)
				.doesNotContain("'");
		});
	}

	private static Properties texts(String name) {
		Properties texts = new Properties();
		try (Reader in = Files.newBufferedReader(Path.of("src/main/resources/mails", name))) {
			texts.load(in);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return texts;
	}

	private static Set<String> arguments(String text) {
		return Pattern.compile("\\{\\d")
			.matcher(text)
			.results()
			.map(MatchResult::group)
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
