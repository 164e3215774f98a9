package dev.voce.widget;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.voce.survey.PublicSurvey.PublicLabels;
import dev.voce.survey.PublicSurvey.PublicQuestion;
import dev.voce.survey.SurveyInput.Look;

/**
 * What the template {@code hosted.html} shows.
 *
 * @param base what the paths of scripts and styles begin with
 * @param locale the page's language
 * @param dir the direction of its text
 * @param title in the browser's tab
 * @param kiosk whether it is read standing
 * @param reload after how many seconds it is loaded again, and from where
 * @param style the owner's colours
 * @param head whose page it is
 * @param personal what is said to one person whom a mail invited
 * @param script what the widget needs to take the form's place
 * @param said what is said before or instead of questions
 * @param form the questions
 * @param foot what stands below
 */
record HostedPage(String base, String locale, String dir, String title, boolean kiosk, @Nullable String reload,
		String style, @Nullable Head head, @Nullable Personal personal, @Nullable Script script, @Nullable Said said,
		@Nullable Form form, @Nullable Foot foot) {

	/**
	 * Whose page it is, and in which other languages there is one.
	 *
	 * @param title the owner's name, where it is the page's heading
	 * @param name the owner's name, where what is said is the heading
	 * @param logo the owner's logo
	 * @param languages lead to the same page in another language
	 */
	record Head(@Nullable String title, @Nullable String name, @Nullable Logo logo, List<Language> languages) {
	}

	/**
	 * The owner's logo.
	 *
	 * @param address where it is served
	 * @param width in pixels
	 * @param height in pixels
	 */
	record Logo(String address, int width, int height) {
	}

	/**
	 * Leads to the same page in another language.
	 *
	 * @param address where it leads
	 * @param tag the language
	 * @param text its name in that language
	 */
	record Language(String address, String tag, String text) {

		static Language of(Visit visit, String tag) {
			Locale locale = Locale.forLanguageTag(tag);
			String name = locale.getDisplayName(locale);
			return new Language(visit.query(tag), tag, name.substring(0, 1).toUpperCase(locale) + name.substring(1));
		}

	}

	/**
	 * What is said to one person whom a mail invited.
	 *
	 * @param hello greets
	 * @param state what became of the answer so far
	 * @param unsentNext the same as {@code state} where a chosen score is not sent yet
	 * and the widget's button sends it and leads to another question
	 * @param kept what is said of it once it is stored
	 * @param notice who reads the answer
	 * @param stop leads to where the person unsubscribes
	 */
	record Personal(@Nullable String hello, @Nullable String state, @Nullable String unsentNext, String kept,
			String notice, Link stop) {
	}

	/**
	 * What stands below.
	 *
	 * @param privacy leads to the owner's privacy page
	 * @param notice says what becomes of what a visitor enters
	 * @param stop leads to where an invited person unsubscribes
	 * @param languages lead from a kiosk to another language
	 */
	record Foot(@Nullable Link privacy, @Nullable String notice, @Nullable Link stop, List<Language> languages) {
	}

	/**
	 * What the widget needs.
	 *
	 * @param base what the scripts' paths begin with
	 * @param survey the survey's id
	 * @param storage what of the browser's storage it may use
	 * @param options the visit as JSON
	 * @param kiosk whether it is read standing
	 */
	record Script(String base, String survey, String storage, String options, boolean kiosk) {
	}

	/**
	 * Thanks, or why nothing is asked.
	 *
	 * @param message in words
	 * @param rest what follows its first sentence
	 * @param voucher a code for the visitor
	 * @param link leads on
	 */
	record Said(String message, @Nullable String rest, @Nullable String voucher, @Nullable Link link) {

		static Said of(String message) {
			return new Said(message, null, null, null);
		}

	}

	/**
	 * A link.
	 *
	 * @param address where it leads
	 * @param text what it says
	 */
	record Link(String address, String text) {
	}

	/**
	 * A plain form.
	 *
	 * @param action the query that it is sent with
	 * @param hidden what it carries along
	 * @param trap asks people to leave a field empty
	 * @param questions what it asks
	 * @param send on its button
	 */
	record Form(String action, List<Field> hidden, @Nullable String trap, List<Question> questions, String send) {

		static Form of(FormProgress progress, Visit visit) {
			List<PublicQuestion> next = progress.next();
			TreeSet<String> seen = new TreeSet<>(progress.seen());
			next.forEach((question) -> seen.add(question.key()));
			List<Field> hidden = new ArrayList<>();
			hidden.add(new Field("form.id", progress.id()));
			hidden.add(new Field("form.version", progress.asked().version()));
			hidden.add(new Field("form.seen", String.join(",", seen)));
			if (progress.askedAt() != null && !visit.kiosk()) { // who passes a kiosk by
																// is not known
				hidden.add(new Field("form.asked", progress.askedAt()));
			}
			progress.answers()
				.forEach((key, answer) -> ((answer instanceof List<?> several) ? several : List.of(answer))
					.forEach((value) -> hidden.add(new Field(FormProgress.ANSWER + key, value))));
			Map<String, String> words = progress.asked().words();
			return new Form(visit.query(), hidden, words.get("trap"),
					next.stream().map((question) -> Question.of(progress.text(question), question, visit)).toList(),
					words.getOrDefault("send", ""));
		}

	}

	/**
	 * A field that is not shown.
	 *
	 * @param name its name
	 * @param value its value
	 */
	record Field(String name, Object value) {
	}

	/**
	 * A question, which is one of three.
	 *
	 * @param text what it asks
	 * @param scale scores in a row
	 * @param options a list to choose from
	 * @param area a comment
	 */
	record Question(String text, @Nullable Scale scale, @Nullable List<Choice> options, @Nullable Area area) {

		static Question of(String text, PublicQuestion question, Visit visit) {
			String name = FormProgress.ANSWER + question.key();
			if (question.scale() != null) {
				return new Question(text, Scale.of(name, question, visit.preselect().get(question.key())), null, null);
			}
			if (question.options() != null) {
				String kind = Boolean.TRUE.equals(question.multiple()) ? "checkbox" : "radio";
				boolean required = question.required() && kind.equals("radio");
				return new Question(text, null,
						question.options()
							.stream()
							.map((option) -> new Choice(kind, name, option.key(), option.text(), null, false, required))
							.toList(),
						null);
			}
			return new Question(text, null, null, new Area(name, text, question.required()));
		}

	}

	/**
	 * A row of scores.
	 *
	 * @param look how they are drawn
	 * @param choices each of them
	 * @param min said at the lowest
	 * @param max said at the highest
	 */
	record Scale(String look, List<Choice> choices, @Nullable String min, @Nullable String max) {

		static Scale of(String name, PublicQuestion question, @Nullable Integer chosen) {
			List<Choice> choices = new ArrayList<>();
			int min = Objects.requireNonNull(Objects.requireNonNull(question.scale()).min());
			int max = Objects.requireNonNull(Objects.requireNonNull(question.scale()).max());
			PublicLabels labels = (question.labels() != null) ? question.labels() : new PublicLabels(null, null);
			boolean thumbs = question.look() == Look.THUMBS;
			for (int score = min; score <= max; score++) {
				String end = !thumbs ? null : (score == min) ? labels.min() : labels.max();
				choices.add(new Choice("radio", name, score, (end != null) ? end : String.valueOf(score),
						(question.drawings() != null) ? question.drawings().get(score - min) : null,
						Objects.equals(chosen, score), question.required()));
			}
			String look = (question.look() != null) ? question.look().name() : Look.NUMBERS.name();
			return thumbs ? new Scale(look, choices, null, null) : new Scale(look, choices, labels.min(), labels.max());
		}

	}

	/**
	 * Something to choose.
	 *
	 * @param kind the type of its control
	 * @param name the control's name
	 * @param value what is sent
	 * @param label what it says
	 * @param drawing the SVG path of what stands for it
	 * @param checked whether it is chosen
	 * @param required whether one of its name must be chosen
	 */
	record Choice(String kind, String name, Object value, String label, @Nullable String drawing, boolean checked,
			boolean required) {
	}

	/**
	 * A place for a comment.
	 *
	 * @param name the control's name
	 * @param label what is asked
	 * @param required whether it must not be empty
	 */
	record Area(String name, String label, boolean required) {
	}

}
