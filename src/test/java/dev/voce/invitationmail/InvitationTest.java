package dev.voce.invitationmail;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.voce.survey.PublicSurvey;
import dev.voce.survey.PublicSurvey.PublicLabels;
import dev.voce.survey.PublicSurvey.PublicQuestion;
import dev.voce.survey.QuestionType;
import dev.voce.survey.SurveyInput.Look;
import dev.voce.survey.SurveyInput.ScaleInput;
import dev.voce.survey.Words;
import dev.voce.workspace.Brand;
import dev.voce.workspace.MailSettings;

import static org.assertj.core.api.Assertions.assertThat;

class InvitationTest {

	private static final String PAGE = "https://voce.example/i/TOKEN";

	private static final MailLinks LINKS = new MailLinks(PAGE, "https://voce.example/u/TOKEN");

	private static final InvitationMail.Options FIRST = new InvitationMail.Options(null, true, false,
			Duration.ofDays(30));

	private static final Map<String, String> PAOLA = FieldText.values("Paola Greco", Map.of("order", "48377"));

	private static final InvitationTexts ITALIAN = new InvitationTexts(
			"Il tuo ordine[ {attributes.order}]: ci consiglieresti a un amico?",
			"Ciao[ {first_name}],\nil tuo ordine[ {attributes.order}] è arrivato. Vorremmo farti una sola domanda:",
			null, "Ricevi questa e-mail perché hai fatto un ordine da Bottega Aurora.");

	@Test
	void everyScoreIsALinkInOneRowWithItsLabelsBelow() {
		InvitationMail.Rendered mail = mail("it", nps("it"), ITALIAN, FIRST, PAOLA);
		for (int score = 0; score <= 10; score++) {
			assertThat(mail.html()).containsOnlyOnce("href=\"" + PAGE + "?nps=" + score + "\"");
			assertThat(mail.text()).containsOnlyOnce(PAGE + "?nps=" + score + ((score % 10 > 0) ? "\n" : "  ("));
		}
		assertThat(mail.html()).contains("width=\"9.09%\"", "aria-label=\"9 su 10\"", "Per niente probabile")
			.containsOnlyOnce("href=\"" + PAGE + "\"")
			.containsOnlyOnce("href=\"https://voce.example/u/TOKEN\"");
		assertThat(mail.text()).contains("10  " + PAGE + "?nps=10  (estremamente probabile)",
				"https://voce.example/u/TOKEN", "Privacy: https://aurora.example/privacy", "Via delle Botteghe 14",
				"al massimo una volta ogni 30 giorni");
		assertThat(mail.language()).isEqualTo("it");
	}

	@Test
	void textsNameThePersonAndLeaveNothingDanglingWithoutAName() {
		InvitationMail.Rendered mail = mail("it", nps("it"), ITALIAN, FIRST, PAOLA);
		assertThat(mail.subject()).isEqualTo("Il tuo ordine 48377: ci consiglieresti a un amico?");
		assertThat(mail.text()).startsWith("Ciao Paola,\nil tuo ordine 48377 è arrivato.");
		InvitationMail.Rendered nobody = mail("it", nps("it"), ITALIAN, FIRST, Map.of());
		assertThat(nobody.subject()).isEqualTo("Il tuo ordine: ci consiglieresti a un amico?");
		assertThat(nobody.text()).startsWith("Ciao,\nil tuo ordine è arrivato.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "Ciao[ {name}],;Ciao Ann Lee,", "{attributes.none|you} and {first_name};you and Ann",
					"[a {attributes.none} b]c;c", "[not a field] {name};[not a field] Ann Lee",
					"{attributes.odd}; {name} [x] $1", "[{attributes.none|x}];x" })
	void fieldsBecomeValuesAndValuesAreNeverRead(String text, String filled) {
		Map<String, String> values = FieldText.values("Ann Lee", Map.of("odd", " {name} [x] $1"));
		assertThat(new FieldText(text).fill(values)).isEqualTo(filled.strip());
	}

	@Test
	void aBraceThatIsLeftOverIsFound() {
		assertThat(new FieldText("Hello {name}").isWellFormed()).isTrue();
		assertThat(new FieldText("Hello {name").isWellFormed()).isFalse();
		assertThat(new FieldText("[ {first_name|you}], {attributes.order}").fields()).containsExactly("first_name",
				"attributes.order");
	}

	@Test
	void whateverAValueHoldsIsText() {
		String hostile = "<img src=x onerror=alert(1)>\"'&{name}\r\nBcc: a@b.example\u2028\u202Ex";
		Map<String, String> values = FieldText.values("<b>Eve</b>", Map.of("order", hostile));
		InvitationMail.Rendered mail = mail("it", nps("it"), ITALIAN, FIRST, values);
		assertThat(mail.subject()).doesNotContainPattern("[\\p{Cntrl}\u2028\u202E]")
			.contains("<img src=x onerror=alert(1)>\"'&{name} Bcc: a@b.example x");
		assertThat(mail.html()).doesNotContain("<img", "<b>").contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Win https://evil.example", "WWW.evil.example", "a@evil.example" })
	void aNameThatIsAnAddressIsNone(String name) {
		assertThat(FieldText.values(name, Map.of())).isEmpty();
	}

	@Test
	void starsAreOutlinesAndHaveTheirNumbers() {
		PublicQuestion stars = question("csat", QuestionType.CSAT, 1, 5, Look.STARS, "it");
		String html = mail("it", stars, InvitationTexts.DEFAULT, FIRST, PAOLA).html();
		assertThat(Pattern.compile("\u2606").matcher(html).results().count()).isEqualTo(5);
		assertThat(html).doesNotContain("\u2605").contains("Tocca una stella", "width=\"20.00%\"");
	}

	@Test
	void withoutScoresTheButtonIsTheOneThingToPress() {
		InvitationMail.Options none = new InvitationMail.Options(null, false, false, null);
		InvitationMail.Rendered mail = mail("it", nps("it"), ITALIAN, none, PAOLA);
		assertThat(mail.html()).doesNotContain("?nps=", "Tocca un numero", "30 giorni")
			.containsOnlyOnce("href=\"" + PAGE + "\"")
			.contains("class=\"button\"");
		assertThat(mail.text()).doesNotContain("?nps=");
	}

	@Test
	void aReminderSaysThatItIsOne() {
		InvitationMail.Options reminder = new InvitationMail.Options("Ordine {attributes.order}", true, true, null);
		InvitationMail.Rendered mail = mail("it", nps("it"), ITALIAN, reminder, PAOLA);
		assertThat(mail.subject()).isEqualTo("Promemoria: Ordine 48377");
		assertThat(mail.text()).contains("sei ancora in tempo");
	}

	@ParameterizedTest
	@ValueSource(strings = { "en", "it", "de", "fr", "es" })
	void ownTextsAreWholeInEveryLanguageWithAndWithoutAName(String language) {
		for (Map<String, String> values : List.of(PAOLA, Map.<String, String>of())) {
			InvitationMail.Rendered mail = mail(language, nps(language), InvitationTexts.DEFAULT, FIRST, values);
			assertThat(mail.subject() + mail.text()).doesNotContain("{", "}", "[", "]", "  ,");
			assertThat(mail.text()).contains("Bottega Aurora");
		}
		if (!language.equals("en")) {
			assertThat(Words.in(language).text("mail.opening")).isNotEqualTo(Words.in("en").text("mail.opening"));
		}
	}

	private static PublicQuestion nps(String language) {
		return question("nps", QuestionType.NPS, 0, 10, null, language);
	}

	private static PublicQuestion question(String key, QuestionType type, int min, int max, @Nullable Look look,
			String language) {
		Words words = Words.in(language);
		return new PublicQuestion(key, type, "Consiglieresti Bottega Aurora?", null, new ScaleInput(min, max), null,
				look, null, new PublicLabels(words.text(type + ".min"), words.text(type + ".max")), null, null, null,
				true);
	}

	private static InvitationMail.Rendered mail(String language, PublicQuestion first, InvitationTexts texts,
			InvitationMail.Options options, Map<String, String> values) {
		PublicQuestion why = new PublicQuestion("why", QuestionType.TEXT, "Perché?", null, null, null, null, null, null,
				null, null, null, false);
		PublicSurvey asked = new PublicSurvey(UUID.randomUUID(), 1, language, "ltr", null, null, List.of(first, why),
				null, null, null, "https://aurora.example/privacy", Words.in(language).with(null), null);
		return new Invitation(asked, texts, options, values, new Brand("Bottega Aurora", "#7b2d52", null),
				new MailSettings("Bottega Aurora", "ciao@aurora.example", null,
						"Bottega Aurora S.r.l., Via delle Botteghe 14, 40124 Bologna, Italia"),
				LINKS)
			.render();
	}

}
