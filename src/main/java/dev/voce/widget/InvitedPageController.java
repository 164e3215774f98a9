package dev.voce.widget;

import java.io.IOException;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.invitation.InvitedPeople;
import dev.voce.invitation.InvitedPeople.Invited;
import dev.voce.invitation.InvitedPeople.Leaving;
import dev.voce.invitation.InvitedPeople.State;
import dev.voce.invitationmail.FieldText;
import dev.voce.survey.PublicSurvey;
import dev.voce.survey.SurveyStatus;
import dev.voce.survey.Surveys;
import dev.voce.survey.Words;
import dev.voce.web.DeferredRefusal;
import dev.voce.web.Problem;
import dev.voce.workspace.Workspaces;

/**
 * The pages that an invitation's mail leads to: the survey as it is asked of one person,
 * and the one on which the person unsubscribes. Opening them changes nothing.
 */
@RestController
@Hidden
class InvitedPageController {

	private final InvitedPeople people;

	private final Surveys surveys;

	private final Workspaces workspaces;

	private final HostedPages pages;

	private final JsonMapper json;

	private final Clock clock;

	InvitedPageController(InvitedPeople people, Surveys surveys, Workspaces workspaces, HostedPages pages,
			JsonMapper json, Clock clock) {
		this.people = people;
		this.surveys = surveys;
		this.workspaces = workspaces;
		this.pages = pages;
		this.json = json;
		this.clock = clock;
	}

	@GetMapping("/i/{token}")
	ResponseEntity<String> show(@PathVariable String token, HttpServletRequest request) {
		Invited invited = this.people.find(token).orElse(null);
		if (invited == null) {
			return this.pages.missing(request);
		}
		PublicSurvey asked = this.surveys.asked(invited.survey(), invited.survey().version(), wanted(request, invited));
		Map<String, Integer> chosen = Visit.of(request, invited.survey(), asked).preselect();
		Visit visit = visit(asked, chosen(invited, chosen));
		HttpStatusCode refusal = refusal(invited);
		if (refusal != null) {
			return closed(refusal, invited, asked, visit, request);
		}
		boolean confirms = !chosen.isEmpty() && chosen.entrySet()
			.stream()
			.noneMatch((score) -> this.people.isContested(token, score.getKey() + "=" + score.getValue()));
		Map<String, Object> options = new LinkedHashMap<>();
		options.put("locale", asked.locale());
		options.put("channel", visit.channel());
		options.put("preselect", answers(invited, chosen));
		options.put("unconfirmed", !confirms);
		int revision = (invited.state() == State.ANSWERED) ? invited.revision() + 1 : 0;
		FormProgress progress = new FormProgress(asked, invited.id(), Map.of(), Set.of(), this.clock.instant());
		return this.pages.invited(invited.survey(), progress, visit, "../../../../i/" + token + "/" + revision,
				this.json.writeValueAsString(options), personal(invited, asked, chosen, token), request);
	}

	@PostMapping(path = "/i/{token}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<String> answer(@PathVariable String token, HttpServletRequest request) throws IOException {
		MultiValueMap<String, String> form = HostedPageFailures.form(request);
		DeferredRefusal.check(request);
		Invited invited = this.people.find(token).orElse(null);
		if (invited == null) {
			return this.pages.missing(request);
		}
		PublicSurvey asked = this.surveys.asked(invited.survey(), FormProgress.version(form, invited.survey()),
				wanted(request, invited));
		Visit visit = visit(asked, Map.of());
		HttpStatusCode refusal = refusal(invited);
		if (refusal != null) {
			return closed(refusal, invited, asked, visit, request);
		}
		FormProgress progress = FormProgress.read(asked, form);
		if (!FormProgress.isTrapped(form) && !progress.answers().isEmpty()) {
			this.people.opened(token);
			try {
				this.people.submit(token, (ObjectNode) this.json.valueToTree(progress.response(visit)));
			}
			catch (Problem problem) {
				HttpStatusCode status = problem.getStatusCode();
				if (status.isSameCodeAs(HttpStatus.CONFLICT) || status.isSameCodeAs(HttpStatus.GONE)) {
					return closed(status, invited, asked, visit, request);
				}
				throw problem;
			}
		}
		return progress.isFinished() ? this.pages.thanks(invited.survey(), progress, visit, request)
				: this.pages.next(invited.survey(), progress, visit, request);
	}

	/** Mail programs post here by themselves (RFC 8058), people by the page's button. */
	@GetMapping("/u/{token}")
	ResponseEntity<String> leave(@PathVariable String token, HttpServletRequest request) {
		return this.people.leaving(token).map((leaving) -> {
			Words words = Words.in(Visit.wanted(request));
			return leaving.left() ? left(leaving, words, request) : this.pages.leave(words, leaving.workspace(),
					fill(words, "page.leaveText", Map.of("email", shortened(leaving.email()))), request);
		}).orElseGet(() -> this.pages.missing(request));
	}

	@PostMapping("/u/{token}")
	ResponseEntity<String> unsubscribe(@PathVariable String token, HttpServletRequest request) {
		Optional<Leaving> leaving = this.people.leaving(token);
		if (leaving.isEmpty()) {
			return this.pages.missing(request);
		}
		this.people.unsubscribe(token);
		return left(leaving.get(), Words.in(Visit.wanted(request)), request);
	}

	private ResponseEntity<String> left(Leaving leaving, Words words, HttpServletRequest request) {
		return this.pages.left(words, leaving.workspace(), words.text(leaving.test() ? "page.leftTest" : "page.left"),
				request);
	}

	/** A mail may have been forwarded: its reader need not learn the whole address. */
	private static String shortened(String email) {
		int at = email.lastIndexOf('@');
		return (at > 0) ? email.substring(0, email.offsetByCodePoints(0, 1)) + "…" + email.substring(at) : email;
	}

	private static @Nullable String wanted(HttpServletRequest request, Invited invited) {
		String stated = Pairs.read(request.getQueryString()).getFirst("locale");
		return (stated == null && invited.locale() != null) ? invited.locale() : Visit.wanted(request);
	}

	private static Visit visit(PublicSurvey asked, Map<String, Integer> chosen) {
		return new Visit(asked.locale(), "email", null, Map.of(), chosen, false);
	}

	private static @Nullable HttpStatusCode refusal(Invited invited) {
		return (invited.state() == State.OVER) ? HttpStatus.GONE
				: (invited.survey().status() != SurveyStatus.LIVE) ? HttpStatus.CONFLICT : null;
	}

	private ResponseEntity<String> closed(HttpStatusCode status, Invited invited, PublicSurvey asked, Visit visit,
			HttpServletRequest request) {
		return this.pages.closed(status, refused(invited, asked), invited.survey(), asked, visit, request);
	}

	/** Why no answer is taken: of this person, or of anybody. */
	private static String refused(Invited invited, PublicSurvey asked) {
		SurveyStatus status = invited.survey().status();
		if (status != SurveyStatus.LIVE) {
			return asked.words().getOrDefault((status == SurveyStatus.PAUSED) ? "paused" : "closed", "");
		}
		Words words = Words.in(asked.locale());
		return (invited.answeredAt() != null)
				? fill(words, "page.overAnswered", Map.of("date", answeredOn(invited, words)))
				: words.text("page.over");
	}

	/** The scores of the form: those of the link, else those of the response. */
	private static Map<String, Integer> chosen(Invited invited, Map<String, Integer> chosen) {
		Map<String, Integer> scores = new LinkedHashMap<>();
		answers(invited, chosen).forEach((question, answer) -> {
			if (answer instanceof Integer score) {
				scores.put(question, score);
			}
		});
		return scores;
	}

	private static Map<String, Object> answers(Invited invited, Map<String, Integer> chosen) {
		Map<String, Object> answers = new LinkedHashMap<>();
		if (invited.state() == State.ANSWERED) {
			answers.putAll(invited.answers());
		}
		answers.putAll(chosen);
		return answers;
	}

	private HostedPage.Personal personal(Invited invited, PublicSurvey asked, Map<String, Integer> chosen,
			String token) {
		Words words = Words.in(asked.locale());
		Map<String, String> known = FieldText.values(invited.name(), Map.of());
		String hello = known.containsKey("name") ? fill(words, "page.hello", known) : null;
		String brand = this.workspaces.brand(invited.survey().workspace()).name();
		return new HostedPage.Personal(hello, state(invited, asked, chosen),
				hasNext(invited, asked, chosen) ? unsent(asked, chosen, "page.unsentScoreNext", "next") : null,
				words.text("page.kept"),
				fill(words, "page.named", Map.of("brand", Objects.requireNonNullElse(brand, ""))),
				new HostedPage.Link("../u/" + token, words.text("mail.stop")));
	}

	private static @Nullable String state(Invited invited, PublicSurvey asked, Map<String, Integer> chosen) {
		if (!chosen.isEmpty()) {
			return unsent(asked, chosen, "page.unsentScore", "send");
		}
		if (invited.state() != State.ANSWERED || invited.answeredAt() == null) {
			return null;
		}
		Words words = Words.in(asked.locale());
		return fill(words, "page.answered", Map.of("date", answeredOn(invited, words)));
	}

	/** Names the button as the survey does. */
	private static String unsent(PublicSurvey asked, Map<String, Integer> chosen, String key, String button) {
		return fill(Words.in(asked.locale()), key, Map.of("score", String.valueOf(chosen.values().iterator().next()),
				"button", asked.words().getOrDefault(button, "")));
	}

	/** Whether another question follows the first, by what is chosen. */
	private static boolean hasNext(Invited invited, PublicSurvey asked, Map<String, Integer> chosen) {
		String first = asked.questions().get(0).key();
		return !chosen.isEmpty()
				&& !new FormProgress(asked, invited.id(), answers(invited, chosen), Set.of(first), null).isFinished();
	}

	private static String answeredOn(Invited invited, Words words) {
		return Objects.requireNonNull(invited.answeredAt())
			.atZone(invited.survey().zone())
			.format(DateTimeFormatter.ofPattern(words.text("page.date"), Locale.forLanguageTag(words.language())));
	}

	private static String fill(Words words, String key, Map<String, String> values) {
		return new FieldText(words.text(key)).fill(values);
	}

}
