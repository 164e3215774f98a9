package dev.voce.sighting;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.tags.Tag;

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
	 * A host on whose pages the widget was shown.
	 *
	 * @param host whose pages, with the port where it is not the usual one
	 * @param lastSeenAt when a visitor there was last shown the survey or answered it
	 */
	record SightingView(String host, Instant lastSeenAt) {
	}

	/**
	 * The hosts on whose pages a survey was shown.
	 *
	 * @param items at most 20, the latest first; hosts that responses came from stay when
	 * there are more
	 */
	record SightingList(List<SightingView> items) {
	}

	/**
	 * Lists on whose pages a survey was last shown or answered, Voce's own left out. A
	 * new one appears within seconds; after that its time follows within a minute.
	 * @return the hosts that were seen last
	 */
	@GetMapping
	SightingList list(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		return new SightingList(this.sightings.of(this.surveys.definitionFor(caller, survey).id())
			.stream()
			.map((sighting) -> new SightingView(sighting.host(), sighting.lastSeenAt()))
			.toList());
	}

}
