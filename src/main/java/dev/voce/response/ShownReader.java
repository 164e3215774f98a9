package dev.voce.response;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;

import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStatus;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/** Reads the note that a survey was shown or dismissed. */
public final class ShownReader {

	private ShownReader() {
	}

	/**
	 * Reads a body.
	 * @param body what was sent
	 * @param survey what was shown
	 * @param source what it came through
	 * @param now when it came
	 * @return what to write
	 * @throws Problem (400, 422) if it is not accepted
	 */
	public static Operation.Show read(JsonNode body, SurveyDefinition survey, Source source, Instant now) {
		if (!body.isObject()) {
			throw new Problem(HttpStatus.BAD_REQUEST, "body.object");
		}
		List<Flaw> flaws = new ArrayList<>();
		UUID id = ResponseId.parse(body.path("id").asString(""));
		if (id == null) {
			flaws.add(Flaw.at("/id", "response.shownId"));
		}
		String stage = body.path("stage").asString("");
		if (!stage.equals("SHOWN") && !stage.equals("DISMISSED")) {
			flaws.add(Flaw.at("/stage", "response.stage"));
		}
		String channel = place(body, "channel", flaws);
		String touchpoint = place(body, "touchpoint", flaws);
		if (id == null || !flaws.isEmpty()) {
			throw Problem.invalid(flaws);
		}
		Problem refusal = (survey.status() == SurveyStatus.LIVE) ? null
				: new Problem(HttpStatus.CONFLICT, "response.notShown", survey.status());
		return new Operation.Show(new ResponsesChanged.Shown(survey.id(), id, ShownInput.Stage.valueOf(stage), now,
				source, (channel != null) ? channel : survey.channel(),
				(touchpoint != null) ? touchpoint : survey.touchpoint()), refusal);
	}

	private static @Nullable String place(JsonNode body, String name, List<Flaw> flaws) {
		JsonNode node = body.path(name);
		if (node.isMissingNode() || node.isNull()) {
			return null;
		}
		String text = node.asString("");
		if (!node.isString() || !SubmittedFields.isPlace(text)) {
			flaws.add(Flaw.at("/" + name, "response.place", 200));
		}
		return text.isEmpty() ? null : text;
	}

}
