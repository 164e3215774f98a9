package dev.voce.notification;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

import dev.voce.cases.CaseReader;
import dev.voce.cases.CaseView;
import dev.voce.letter.Addresses;
import dev.voce.letter.Comments;
import dev.voce.letter.FigureText;
import dev.voce.letter.Letter;
import dev.voce.letter.Post;
import dev.voce.response.ResponseView;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.Surveys;
import dev.voce.user.Colleagues;

/**
 * Tells a user of one case: until when, what was said, the last note, who it is and what
 * they said before.
 */
@Component
class CaseMails {

	private static final int MOST_EARLIER = 3;

	private static final int LONGEST = 240;

	private static final int LONGEST_WITH_CASE = 2_000;

	private static final int LONGEST_ATTRIBUTE = 100;

	private static final int MOST_ATTRIBUTES = 8;

	/** Attributes that are shown as who it is. */
	private static final Set<String> WHO = Set.of("name", "contact");

	private final CaseReader cases;

	private final Surveys surveys;

	private final UserChoices choices;

	private final Addresses addresses;

	private final Post post;

	CaseMails(CaseReader cases, Surveys surveys, UserChoices choices, Addresses addresses, Post post) {
		this.cases = cases;
		this.surveys = surveys;
		this.choices = choices;
		this.addresses = addresses;
		this.post = post;
	}

	/** Writes the mail, in the transaction that ends the wait of the message. */
	void send(Colleagues.Colleague to, PendingMessage message) {
		this.cases.find(message.surveyId(), message.subject())
			.filter((facts) -> isStillSo(message, facts, to))
			.ifPresent((facts) -> this.post.send(message.workspaceId(), null, to, message.subject().toString(),
					(words) -> letter(facts, message.kind(), message.workspaceId(), words)));
	}

	// It may belong to somebody else by now, or be done.
	private static boolean isStillSo(PendingMessage message, CaseReader.Facts facts, Colleagues.Colleague to) {
		boolean mine = to.id().equals(facts.owner());
		return facts.detail().closedAt() == null && (mine || message.kind() == PendingMessage.Kind.OPENED);
	}

	private Letter letter(CaseReader.Facts facts, PendingMessage.Kind kind, UUID workspace, FigureText words) {
		CaseView.Detail detail = facts.detail();
		ZoneId zone = this.choices.zone(workspace);
		String due = words.moment(detail.dueAt(), zone);
		CaseView.Said said = detail.said();
		String comment = (said != null && said.comment() != null) ? Comments.cut(said.comment(), LONGEST_WITH_CASE)
				: null;
		String preview = (comment != null) ? words.text("letter.quoted", Comments.cut(comment, 80))
				: detail.survey().name();
		boolean overdue = kind == PendingMessage.Kind.OVERDUE;
		String title = words.text(overdue ? "letter.message.case.overdue" : "letter.message.case.title",
				detail.number(), due);
		Letter letter = new Letter(words.language(), subject(detail, kind, due, words), preview,
				overdue ? words.text("letter.message.case", detail.number()) : title);
		if (overdue) {
			letter.bad(title);
		}
		letter.muted(how(facts, kind, zone, words) + rule(facts.opens(), words));
		if (said != null) {
			letter.said(said.score(), comment, notes(detail, said, reasons(detail, words), zone, words));
		}
		sources(detail, zone).forEach(letter::holds);
		List<Letter.Fact> known = facts(facts, zone, words);
		if (!known.isEmpty()) {
			letter.facts(known);
		}
		return letter.button(words.text("letter.message.case.open"), this.addresses.page("/cases/" + detail.id()))
			.foot(words.text("letter.message.case.answers", who(said, words)))
			.foot(words.text("letter.message.why." + kind))
			.foot(words.text("letter.message.choices"), this.addresses.page("/notifications#mine"))
			.foot(words.text("letter.message.case.all"), this.addresses.page("/cases"));
	}

	/** The responses that it tells of: with each of them, the mail goes. */
	private static Stream<Letter.Source> sources(CaseView.Detail detail, ZoneId zone) {
		Stream<Letter.Source> earlier = before(detail).stream()
			.map((each) -> source(each.survey().id(), each.response(), each.said(), zone));
		CaseView.Said said = detail.said();
		return (said == null) ? earlier
				: Stream.concat(earlier, Stream.of(source(detail.survey().id(), detail.response(), said, zone)));
	}

	private static Letter.Source source(UUID survey, UUID response, CaseView.Said said, ZoneId zone) {
		return new Letter.Source(survey, response, said.submittedAt().atZone(zone).toLocalDate());
	}

	private static String subject(CaseView.Detail detail, PendingMessage.Kind kind, String due, FigureText words) {
		CaseView.Said said = detail.said();
		String about = Stream.of((said != null && named(said) != null) ? named(said) : detail.survey().name(),
				(said != null && said.score() != null) ? words.text("letter.message.case.score", said.score()) : null)
			.filter((part) -> part != null && !part.isEmpty())
			.collect(Collectors.joining(", "));
		return words.text("letter.message.case.subject." + kind, detail.number(), about, due);
	}

	private static @Nullable String named(CaseView.Said said) {
		return Stream.of(said.name(), said.contact(), said.respondent())
			.filter((name) -> name != null && !name.isBlank())
			.findFirst()
			.orElse(null);
	}

	private static String who(CaseView.@Nullable Said said, FigureText words) {
		String name = (said != null) ? named(said) : null;
		return (name != null) ? name : words.text("letter.message.case.respondent");
	}

	private static String how(CaseReader.Facts facts, PendingMessage.Kind kind, ZoneId zone, FigureText words) {
		String at = words.moment(facts.assignedAt(), zone);
		if (kind == PendingMessage.Kind.OPENED) {
			return words.text("letter.message.case.how.opened", words.moment(facts.detail().openedAt(), zone));
		}
		return (facts.assignedBy() != null) ? words.text("letter.message.case.how.assigned", facts.assignedBy(), at)
				: words.text("letter.message.case.how.rule", at);
	}

	/** By which rule, as the pages write it. */
	private static String rule(CaseReader.@Nullable Opens rule, FigureText words) {
		if (rule == null) {
			return "";
		}
		String what = rule.classes()
			.stream()
			.map((name) -> words.text("letter.message.classes." + name))
			.collect(Collectors.joining(", "));
		return " " + words.text("letter.message.case.rule", what.isEmpty() ? scores(rule.scores(), words) : what);
	}

	private static String scores(List<Integer> scores, FigureText words) {
		int first = scores.get(0);
		int last = scores.get(scores.size() - 1);
		return (last > first && last - first == scores.size() - 1)
				? words.text("letter.message.case.scores.range", first, last) : words.text("letter.message.case.scores",
						scores.stream().map(String::valueOf).collect(Collectors.joining(", ")));
	}

	/** What was chosen, as its reader calls it. */
	private List<String> reasons(CaseView.Detail detail, FigureText words) {
		ResponseView answered = detail.answered();
		if (answered == null) {
			return List.of();
		}
		try {
			SurveyDefinition survey = this.surveys.definition(detail.survey().id());
			List<String> languages = List.of(words.language().getLanguage(), survey.defaultLocale());
			return survey.at(answered.version())
				.stream()
				.flatMap((question) -> chosen(answered, question.key())
					.map((option) -> question.optionText(option.toString(), languages)))
				.toList();
		}
		catch (SurveyNotFound deletedMeanwhile) {
			return List.of();
		}
	}

	private static Stream<?> chosen(ResponseView answered, String question) {
		return (answered.answers().get(question) instanceof List<?> chosen) ? chosen.stream() : Stream.empty();
	}

	private static List<String> notes(CaseView.Detail detail, CaseView.Said said, List<String> reasons, ZoneId zone,
			FigureText words) {
		List<String> first = new ArrayList<>();
		if (said.score() != null && said.max() != null) {
			String score = words.text("letter.message.case.outOf", said.score(), said.max());
			first.add((said.scoreClass() != null)
					? score + ", " + words.text("letter.message.class." + said.scoreClass()) : score);
		}
		if (!reasons.isEmpty()) {
			first.add(words.text("letter.message.case.reasons", String.join(", ", reasons)));
		}
		return Stream
			.of(String.join(" · ", first), detail.survey().name() + " · " + words.moment(said.submittedAt(), zone))
			.filter((line) -> !line.isEmpty())
			.toList();
	}

	private List<Letter.Fact> facts(CaseReader.Facts facts, ZoneId zone, FigureText words) {
		List<Letter.Fact> known = new ArrayList<>();
		CaseView.Event note = facts.note();
		if (note != null && note.text() != null) {
			String by = (note.by() != null) ? note.by() + ", " : "";
			known.add(new Letter.Fact(words.text("letter.message.case.note"), by + words.moment(note.at(), zone) + ": "
					+ words.text("letter.quoted", Comments.cut(note.text(), LONGEST))));
		}
		List<Letter.Piece> person = person(facts.detail());
		if (!person.isEmpty()) {
			known.add(new Letter.Fact(words.text("letter.message.case.who"), person));
		}
		if (facts.detail().answered() != null) {
			known.addAll(attributes(facts.detail().answered(), words));
		}
		List<Letter.Piece> earlier = earlier(facts.detail(), zone, words);
		if (!earlier.isEmpty()) {
			known.add(new Letter.Fact(words.text("letter.message.case.before"), earlier));
		}
		return known;
	}

	/** The name with the address, and below them what the owner calls the person. */
	private static List<Letter.Piece> person(CaseView.Detail detail) {
		CaseView.Said said = detail.said();
		String address = detail.reply().to();
		List<Letter.Piece> pieces = new ArrayList<>();
		if (said != null && said.name() != null) {
			pieces.add(new Letter.Piece(said.name() + ((address != null) ? ", " : ""), null));
		}
		if (address != null) {
			pieces.add(
					new Letter.Piece(address, "mailto:" + UriUtils.encodePathSegment(address, StandardCharsets.UTF_8)));
		}
		Stream.of((said != null) ? said.contact() : null, (said != null) ? said.respondent() : null)
			.filter((each) -> each != null && !each.isBlank() && !each.strip().equals(address))
			.distinct()
			.forEach((each) -> pieces.add(new Letter.Piece(pieces.isEmpty() ? each : "\n" + each, null)));
		return pieces;
	}

	private static List<Letter.Fact> attributes(ResponseView answered, FigureText words) {
		return answered.attributes()
			.entrySet()
			.stream()
			.filter((each) -> !WHO.contains(each.getKey()))
			.limit(MOST_ATTRIBUTES)
			.map((each) -> new Letter.Fact(StringUtils.capitalize(each.getKey()),
					Comments.cut(text(each.getValue()), LONGEST_ATTRIBUTE)))
			.toList();
	}

	private static String text(Object value) {
		return (value instanceof BigDecimal number) ? number.toPlainString() : value.toString();
	}

	private List<Letter.Piece> earlier(CaseView.Detail detail, ZoneId zone, FigureText words) {
		Map<UUID, CaseView> cases = detail.others()
			.stream()
			.collect(Collectors.toMap(CaseView::response, Function.identity(), (one, other) -> one));
		List<Letter.Piece> pieces = new ArrayList<>();
		for (CaseView.Earlier each : before(detail)) {
			pieces.add(new Letter.Piece((pieces.isEmpty() ? "" : "\n") + earlier(each, zone, words), null));
			CaseView other = cases.get(each.response());
			if (other != null) {
				pieces.add(new Letter.Piece(" ", null));
				pieces.add(new Letter.Piece(words.text("letter.message.case", other.number()),
						this.addresses.page("/cases/" + other.id())));
				pieces.add(new Letter.Piece(
						", " + words
							.text("letter.message.outcome." + ((other.outcome() != null) ? other.outcome() : "NONE")),
						null));
			}
		}
		return pieces;
	}

	/** What the respondent said before; a case may also know what came after it. */
	private static List<CaseView.Earlier> before(CaseView.Detail detail) {
		CaseView.Said said = detail.said();
		return detail.earlier()
			.stream()
			.filter((each) -> said == null || each.said().submittedAt().isBefore(said.submittedAt()))
			.limit(MOST_EARLIER)
			.toList();
	}

	private static String earlier(CaseView.Earlier earlier, ZoneId zone, FigureText words) {
		CaseView.Said said = earlier.said();
		String day = words.day(said.submittedAt().atZone(zone).toLocalDate());
		String score = (said.score() != null) ? words.text("letter.message.case.scoreOn", said.score(), day) : day;
		return (said.comment() != null)
				? score + ": " + words.text("letter.quoted", Comments.cut(said.comment(), LONGEST / 2)) : score;
	}

}
