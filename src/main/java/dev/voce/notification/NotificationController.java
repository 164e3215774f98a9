package dev.voce.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.survey.Surveys;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;

/** What mails somebody who is logged in gets as things happen. */
@Tag(name = "Notifications")
@RestController
@RequestMapping(path = "/api/v1/users/me/notifications", produces = MediaType.APPLICATION_JSON_VALUE)
class NotificationController {

	private static final int MOST = 100;

	private final UserChoices choices;

	private final Surveys surveys;

	NotificationController(UserChoices choices, Surveys surveys) {
		this.choices = choices;
		this.surveys = surveys;
	}

	/**
	 * Reads which mails the user gets.
	 * @return what was chosen, or the usual
	 */
	@GetMapping
	MessageChoice read(@AuthenticationPrincipal Caller caller) {
		return this.choices.of(caller.workspace(), user(caller)).messages().whole();
	}

	/**
	 * Chooses which mails the user gets.
	 * @return what was chosen
	 */
	@PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	MessageChoice replace(@AuthenticationPrincipal Caller caller, @RequestBody MessageChoice chosen) {
		UUID user = user(caller);
		check(caller, chosen);
		this.choices.choose(caller.workspace(), user, (found) -> found.choose(chosen.whole()));
		return chosen.whole();
	}

	private void check(Caller caller, MessageChoice chosen) {
		List<MessageChoice.@Nullable Of> of = new ArrayList<>((chosen.of() != null) ? chosen.of() : List.of());
		if (of.size() > MOST) {
			throw Problem.invalid(Flaw.at("/of", "message.surveys", MOST));
		}
		Set<UUID> known = this.surveys.names(caller.workspace()).keySet();
		List<Flaw> flaws = new ArrayList<>();
		for (int i = 0; i < of.size(); i++) {
			MessageChoice.Of each = of.get(i);
			if (each == null || each.survey() == null || !known.contains(each.survey())) {
				flaws.add(Flaw.at("/of/" + i + "/survey", "alert.survey"));
			}
			else if (each.classes() != null && (each.classes().isEmpty() || each.classes().contains(null))) {
				flaws.add(Flaw.at("/of/" + i + "/classes", "message.classes"));
			}
		}
		if (!flaws.isEmpty()) {
			throw Problem.invalid(flaws);
		}
	}

	/** The user who calls. */
	static UUID user(Caller caller) {
		if (caller.user() == null) {
			throw new Problem(HttpStatus.FORBIDDEN, "access.user");
		}
		return caller.user();
	}

}
