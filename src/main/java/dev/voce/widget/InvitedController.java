package dev.voce.widget;

import java.io.IOException;
import java.util.Map;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.invitation.InvitedPeople;
import dev.voce.survey.PublicSurvey;
import dev.voce.survey.Surveys;
import dev.voce.web.Body;
import dev.voce.web.Problem;

/**
 * What the page of an invitation calls: as the public API of its survey, for one person.
 * It takes no credentials but the token in the person's link.
 */
@Hidden
@RestController
@RequestMapping(path = "/i/{token}/{revision}", produces = MediaType.APPLICATION_JSON_VALUE)
class InvitedController {

	private static final int LONGEST_KIBIBYTES = 64;

	private final InvitedPeople invited;

	private final Surveys surveys;

	private final JsonMapper json;

	InvitedController(InvitedPeople invited, Surveys surveys, JsonMapper json) {
		this.invited = invited;
		this.surveys = surveys;
		this.json = json;
	}

	/**
	 * Reads what an invitation asks.
	 * @param token in the link
	 * @param revision of the response that the page begins with
	 * @param locale the wanted language
	 * @return the survey in the best language
	 */
	@GetMapping
	PublicSurvey read(@PathVariable String token, @PathVariable int revision,
			@RequestParam(required = false) @Nullable String locale) {
		InvitedPeople.Invited found = find(token);
		return this.surveys.asked(found.survey(), found.survey().version(), (locale != null) ? locale : found.locale());
	}

	/**
	 * Stores the response to an invitation, or amends it for 7 days. Its id, respondent,
	 * attributes, channel and touchpoint are the invitation's, whatever is sent; its
	 * revision counts from that which the page begins with.
	 * @param token in the link
	 * @param revision of the response that the page begins with
	 */
	@PostMapping(path = "/responses", consumes = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE })
	Map<String, String> submit(@PathVariable String token, @PathVariable int revision, HttpServletRequest request)
			throws IOException {
		InvitedPeople.Invited found = find(token);
		JsonNode body = parse(Body.read(request.getInputStream(), LONGEST_KIBIBYTES));
		if (!(body instanceof ObjectNode response)) {
			throw new Problem(HttpStatus.BAD_REQUEST, "body.object");
		}
		if (response.path("revision").canConvertToInt()) {
			response.put("revision", revision + response.get("revision").intValue());
		}
		this.invited.opened(token);
		this.invited.submit(token, response);
		return Map.of("id", found.id().toString());
	}

	/**
	 * Records that somebody touched the page of an invitation. Opening it records
	 * nothing, as mail scanners do.
	 * @param token in the link
	 * @param revision of the response that the page begins with
	 */
	@PostMapping(path = "/shown", consumes = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE })
	@ResponseStatus(HttpStatus.ACCEPTED)
	void shown(@PathVariable String token, @PathVariable int revision) {
		find(token);
		this.invited.opened(token);
	}

	private InvitedPeople.Invited find(String token) {
		return this.invited.find(token).orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "invitation.missing"));
	}

	private JsonNode parse(byte[] body) {
		try {
			return this.json.readTree(body);
		}
		catch (JacksonException ex) {
			throw Body.unreadable(ex);
		}
	}

}
