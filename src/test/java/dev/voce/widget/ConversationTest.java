package dev.voce.widget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the widget decides, in a browser and without a page. */
@NullUnmarked
class ConversationTest {

	private static final String DEFINITION = """
			const definition = {version: 3, locale: 'en', questions: [
			  {key: 'nps', type: 'NPS', text: 'How likely?', required: true, scale: {min: 0, max: 10},
			   classes: [...Array(7).fill('DETRACTOR'), 'PASSIVE', 'PASSIVE', 'PROMOTER', 'PROMOTER']},
			  {key: 'reason', type: 'CHOICE', text: 'What went wrong?', askWhen: {question: 'nps', classes: ['DETRACTOR']}},
			  {key: 'why', type: 'TEXT', text: 'Why?', textFor: {PROMOTER: 'What was good?'}, askWhen: {question: 'nps'}}],
			 thanks: {DETRACTOR: {text: 'Sorry!'}, PROMOTER: {link: 'https://shop.example'}}};
			const talk = converse(definition, preselected);
			const answer = (value) => { const valid = talk.take(value); if (valid) talk.forward(); return valid; };
			""";

	private static Visitor browser;

	private static String source;

	@BeforeAll
	static void start() throws IOException {
		browser = new Visitor();
		source = Files.readString(Path.of("src/main/widget/conversation.js"));
	}

	@AfterAll
	static void stop() {
		if (browser != null) {
			browser.close();
		}
	}

	@BeforeEach
	void open() {
		browser.open("about:blank");
	}

	/** Runs a script that talks through the survey, and reads what it returns as JSON. */
	private static String talk(String script) {
		return talk("{}", script);
	}

	private static String talk(String preselected, String script) {
		return decide("const preselected = " + preselected + ";\n" + DEFINITION + script);
	}

	private static String decide(String script) {
		return String.valueOf(browser.run(source + "return JSON.stringify((() => {" + script + "})());"));
	}

	@Test
	void aQuestionIsAskedAfterTheClassesThatItNames() {
		assertThat(talk("answer(3); return talk.question().key;")).isEqualTo("\"reason\"");
		assertThat(talk("answer(9); return talk.question().key;")).isEqualTo("\"why\"");
		assertThat(talk("answer(9); answer('Fast'); return talk.question() === undefined;")).isEqualTo("true");
	}

	@Test
	void theLastQuestionIsTheOneThatNoOtherFollows() {
		assertThat(talk("return talk.isLast();")).as("another is asked once this one is answered").isEqualTo("true");
		assertThat(talk("talk.take(9); return talk.isLast();")).isEqualTo("false");
		assertThat(talk("answer(9); return talk.isLast();")).isEqualTo("true");
	}

	@Test
	void theWordsAreThoseForWhatWasAnsweredBefore() {
		assertThat(talk("answer(9); return talk.text();")).isEqualTo("\"What was good?\"");
		assertThat(talk("answer(7); return talk.text();")).isEqualTo("\"Why?\"");
		assertThat(talk("return talk.text();")).isEqualTo("\"How likely?\"");
	}

	@Test
	void theWayBackLeadsThroughTheQuestionsThatWereAsked() {
		assertThat(talk("return talk.canGoBack();")).isEqualTo("false");
		assertThat(talk("answer(9); const can = talk.canGoBack(); talk.back(); "
				+ "return [can, talk.question().key, talk.answer(), talk.isChosen(9), talk.isChosen(8)];"))
			.isEqualTo("[true,\"nps\",9,true,false]");
		assertThat(talk(
				"answer(2); answer(['price']); talk.back(); return [talk.isChosen(['price']), talk.isChosen(['x'])];"))
			.isEqualTo("[true,false]");
	}

	@Test
	void whatIsRequiredIsNeitherLeftEmptyNorSkipped() {
		assertThat(talk("definition.questions[2].required = true; answer(9); return [talk.canSkip(), answer(''), "
				+ "talk.question().key, answer('Fast'), talk.question() === undefined];"))
			.isEqualTo("[false,false,\"why\",true,true]");
		assertThat(talk("answer(9); return [talk.canSkip(), answer(''), talk.question() === undefined];"))
			.isEqualTo("[true,true,true]");
		assertThat(talk("return talk.canSkip();")).as("the first question").isEqualTo("false");
	}

	@Test
	void zeroIsAnAnswer() {
		assertThat(talk("answer(0); return talk.response(false, 0).answers;")).isEqualTo("{\"nps\":0}");
	}

	@Test
	void eachResponseIsTheWholeUnderAHigherRevisionAndAsOldAsTheFirst() {
		assertThat(talk("answer(9); const first = talk.response(false, 1000); answer('Fast'); "
				+ "return [first, talk.response(true, 9000)];"))
			.isEqualTo("[{\"answers\":{\"nps\":9},\"revision\":0,\"finished\":false,"
					+ "\"submittedAt\":\"1970-01-01T00:00:01.000Z\",\"version\":3,\"locale\":\"en\"},"
					+ "{\"answers\":{\"nps\":9,\"why\":\"Fast\"},\"revision\":1,\"finished\":true,"
					+ "\"submittedAt\":\"1970-01-01T00:00:01.000Z\",\"version\":3,\"locale\":\"en\"}]");
	}

	@Test
	void anAnswerToWhatIsNoLongerAskedIsNotSent() {
		assertThat(talk("answer(2); answer(['price']); talk.back(); talk.back(); answer(10); "
				+ "return talk.response(false, 0).answers;"))
			.isEqualTo("{\"nps\":10}");
	}

	@Test
	void nothingIsSentWhereNothingIsAnswered() {
		assertThat(talk("return [talk.response(false, 0) === undefined, talk.isUnsent()];")).isEqualTo("[true,true]");
		assertThat(talk("answer(9); talk.response(false, 0); return talk.isUnsent();")).isEqualTo("false");
	}

	@Test
	void whatTheAddressChoseIsAnsweredButNotSent() {
		assertThat(talk("{nps: 9}", "return [talk.question().key, talk.isAnswered(), talk.isUnsent()];"))
			.isEqualTo("[\"nps\",true,true]");
	}

	@Test
	void thanksAreThoseForTheClassOfAnAnswer() {
		assertThat(talk("answer(1); return talk.thanks();")).isEqualTo("{\"text\":\"Sorry!\"}");
		assertThat(talk("answer(7); return talk.thanks();")).isEqualTo("{}");
		assertThat(talk("delete definition.thanks; return converse(definition, {nps: 1}).thanks();")).isEqualTo("{}");
	}

	@Test
	void eachScoreHasItsDrawingAndTheLabelOfItsEnd() {
		assertThat(decide("return scoresOf({scale: {min: 1, max: 3}, labels: {min: 'bad', max: 'good'}, "
				+ "drawings: ['M1', 'M2', 'M3']}).map(({score, drawn, label}) => [score, drawn, label]);"))
			.isEqualTo("[[1,\"M1\",\"bad\"],[2,\"M2\",false],[3,\"M3\",\"good\"]]");
		assertThat(decide("return scoresOf({scale: {min: 0, max: 1}}).map(({score, drawn}) => [score, drawn]);"))
			.isEqualTo("[[0,null],[1,null]]");
	}

	@Test
	void aLaterQuestionSaysWhatWasChosenAndHowFarItIs() {
		assertThat(talk("return [talk.chosen() ?? null, talk.progress()];")).isEqualTo("[null,[1,1]]");
		assertThat(talk("answer(3); const first = talk.progress(); answer(['price']); "
				+ "return [talk.chosen(), first, talk.progress()];"))
			.isEqualTo("[\"3\",[2,3],[3,3]]");
		assertThat(talk("answer(0); talk.back(); answer(10); return [talk.chosen(), talk.progress()];"))
			.isEqualTo("[\"10\",[2,2]]");
		assertThat(talk("Object.assign(definition.questions[0], {look: 'THUMBS', scale: {min: 0, max: 1}, "
				+ "labels: {min: 'No', max: 'Yes'}}); answer(0); return talk.chosen();"))
			.as("a thumb has no number")
			.isEqualTo("\"No\"");
	}

	@ParameterizedTest
	@CsvSource({ "ArrowRight, ltr, 1", "ArrowRight, rtl, -1", "ArrowLeft, rtl, 1", "ArrowDown, rtl, 1",
			"ArrowUp, ltr, -1", "a, ltr, null" })
	void arrowsMoveTheWayThatTheLanguageReads(String key, String dir, String step) {
		assertThat(decide("return stepOf('" + key + "', '" + dir + "') ?? null;")).isEqualTo(step);
	}

	@Test
	void charactersAreCountedInTheVisitorsLanguageOnceTheyAreMany() {
		assertThat(decide("return characters('{0} von {1}', 4000, 'de');")).isEqualTo("\"4.000 von 5.000\"");
		assertThat(decide("return characters('{0} von {1}', 3999, 'de');")).as("far from the limit").isEqualTo("\"\"");
	}

}
