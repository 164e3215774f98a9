package dev.voce.sighting;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.survey.Surveys;
import dev.voce.workspace.Caller;

/** Lists where the widget was shown, so that owners can check that it works. */
@Tag(name = "Surveys")
@RestController
@RequestMapping(path = "/api/v1/surveys/{survey}/sightings", produces = MediaType.APPLICATION_JSON_VALUE)
class SightingController {

	private final Surveys surveys;

	private final Sightings sightings;

	SightingController(Surveys surveys, Sightings sightings) {
		this.surveys = surveys;
		this.sightings = sightings;
	}

	/**
	 * A host on whose pages the widget was shown, or would have been.
	 *
	 * @param host whose pages, with the port where it is not the usual one
	 * @param lastSeenAt when a visitor there was last shown the survey or answered it, or
	 * when it was last refused
	 * @param refusedOrigin where it was refused then: the origin of the page, which is
	 * none of the survey's {@code allowedOrigins}
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record SightingView(String host, Instant lastSeenAt, @Nullable String refusedOrigin) {
	}

	/**
	 * The hosts on whose pages a survey was shown, or would have been.
	 *
	 * @param items the latest first, at most 20 where it was shown and 20 where it was
	 * refused; hosts that responses came from stay when there are more
	 */
	record SightingList(List<SightingView> items) {
	}

	/**
	 * Lists on whose pages a survey was last shown, answered or refused, Voce's own left
	 * out. A new one appears within seconds; after that its time follows within a minute.
	 * @return the hosts that were seen last
	 */
	@GetMapping
	SightingList list(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		return new SightingList(this.sightings.of(this.surveys.definitionFor(caller, survey).id())
			.stream()
			.map((sighting) -> new SightingView(sighting.host(), sighting.lastSeenAt(), sighting.refusedOrigin()))
			.toList());
	}

}
