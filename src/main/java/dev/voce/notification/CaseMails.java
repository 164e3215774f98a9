package dev.voce.notification;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import dev.voce.cases.CaseReader;
import dev.voce.cases.CaseView;
import dev.voce.letter.Addresses;
import dev.voce.letter.Comments;
import dev.voce.letter.FigureText;
import dev.voce.letter.Letter;
import dev.voce.letter.Post;
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

	private final CaseReader cases;

	private final UserChoices choices;

	private final Addresses addresses;

	private final Post post;

	CaseMails(CaseReader cases, UserChoices choices, Addresses addresses, Post post) {
		this.cases = cases;
		this.choices = choices;
		this.addresses = addresses;
		this.post = post;
	}

	/** Writes the mail, in the transaction that ends the wait of the message. */
	void send(Colleagues.Colleague to, PendingMessage message) {
		this.cases.find(message.surveyId(), message.subject())
			.filter((facts) -> isStillSo(message, facts, to))
			.ifPresent((facts) -> this.post.send(message.workspaceId(), message.subject(), to,
					message.subject().toString(),
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
		letter.muted(how(facts, kind, zone, words));
		if (said != null) {
			letter.said(said.score(), comment, notes(detail, said, zone, words));
		}
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

	private static List<String> notes(CaseView.Detail detail, CaseView.Said said, ZoneId zone, FigureText words) {
		List<String> notes = new ArrayList<>();
		if (said.score() != null && said.max() != null) {
			String score = words.text("letter.message.case.outOf", said.score(), said.max());
			notes.add((said.scoreClass() != null)
					? score + ", " + words.text("letter.message.class." + said.scoreClass()) : score);
		}
		notes.add(detail.survey().name() + " · " + words.moment(said.submittedAt(), zone));
		return notes;
	}

	private List<Letter.Fact> facts(CaseReader.Facts facts, ZoneId zone, FigureText words) {
		List<Letter.Fact> known = new ArrayList<>();
		CaseView.Event note = facts.note();
		if (note != null && note.text() != null) {
			String by = (note.by() != null) ? note.by() + ", " : "";
			known.add(new Letter.Fact(words.text("letter.message.case.note"), by + words.moment(note.at(), zone) + ": "
					+ words.text("letter.quoted", Comments.cut(note.text(), LONGEST))));
		}
		CaseView.Said said = facts.detail().said();
		if (said != null) {
			String person = Stream.of(said.name(), said.contact(), said.respondent())
				.filter((part) -> part != null && !part.isBlank())
				.distinct()
				.collect(Collectors.joining("\n"));
			if (!person.isEmpty()) {
				known.add(new Letter.Fact(words.text("letter.message.case.who"), person));
			}
		}
		String earlier = facts.detail()
			.earlier()
			.stream()
			.limit(MOST_EARLIER)
			.map((each) -> earlier(each, zone, words))
			.collect(Collectors.joining("\n"));
		if (!earlier.isEmpty()) {
			known.add(new Letter.Fact(words.text("letter.message.case.before"), earlier));
		}
		return known;
	}

	private static String earlier(CaseView.Earlier earlier, ZoneId zone, FigureText words) {
		CaseView.Said said = earlier.said();
		String day = words.day(said.submittedAt().atZone(zone).toLocalDate());
		String score = (said.score() != null) ? words.text("letter.message.case.scoreOn", said.score(), day) : day;
		return (said.comment() != null)
				? score + ": " + words.text("letter.quoted", Comments.cut(said.comment(), LONGEST / 2)) : score;
	}

}
