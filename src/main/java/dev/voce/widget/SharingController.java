package dev.voce.widget;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.nayuki.qrcodegen.QrCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.web.PublicAddress;
import dev.voce.web.Problem;
import dev.voce.survey.PublicSurvey;
import dev.voce.survey.PublicSurvey.PublicQuestion;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStatus;
import dev.voce.survey.Surveys;

/** What leads people to a hosted page: a code for posters, links for mails, a preview. */
@RestController
@Hidden
class SharingController {

	/** What no phone's camera could read any more. */
	private static final int LONGEST_ADDRESS = 1_000;

	private final Surveys surveys;

	private final Pages pages;

	private final PublicAddress address;

	private final WidgetBuilds.Build build;

	SharingController(Surveys surveys, Pages pages, PublicAddress address, WidgetBuilds builds) {
		this.surveys = surveys;
		this.address = address;
		this.pages = pages;
		this.build = builds.current();
	}

	@GetMapping("/s/{survey}/qr.svg")
	ResponseEntity<String> code(@PathVariable UUID survey, HttpServletRequest request) {
		SurveyDefinition definition = published(survey);
		String address = address(definition, request) + query(definition, request);
		if (address.length() > LONGEST_ADDRESS) {
			throw new Problem(HttpStatus.URI_TOO_LONG, "widget.qrCode", LONGEST_ADDRESS);
		}
		QrCode code = QrCode.encodeText(address, QrCode.Ecc.MEDIUM);
		StringBuilder path = new StringBuilder();
		for (int y = 0; y < code.size; y++) {
			for (int x = 0; x < code.size; x++) {
				if (code.getModule(x, y)) {
					path.append('M').append(x + 4).append(' ').append(y + 4).append("h1v1h-1z");
				}
			}
		}
		int size = code.size + 8; // four modules of quiet zone all around
		String svg = """
				<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
				<rect width="%1$d" height="%1$d" fill="#fff"/><path d="%2$s"/></svg>
				""".formatted(size, path);
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType("image/svg+xml"))
			.cacheControl(cached())
			.body(svg);
	}

	/**
	 * What the request says of the visit, and that it begins with a code, unless another
	 * channel is named.
	 */
	private static String query(SurveyDefinition definition, HttpServletRequest request) {
		String query = request.getQueryString();
		if (Visit.channel(request, definition) == null) {
			query = ((query != null) ? query + "&" : "") + "channel=qr";
		}
		return (query != null) ? "?" + query : "";
	}

	/** An address that a request named is for whoever sent it alone. */
	private CacheControl cached() {
		return (this.address.configured() != null) ? CacheControl.maxAge(Duration.ofDays(1)).cachePublic()
				: CacheControl.noStore();
	}

	@GetMapping("/s/{survey}/email.html")
	ResponseEntity<String> mail(@PathVariable UUID survey, HttpServletRequest request) {
		SurveyDefinition definition = published(survey);
		PublicSurvey asked = this.surveys.asked(definition, definition.version(), Visit.wanted(request));
		Visit visit = Visit.of(request, definition, asked, "email");
		PublicQuestion question = asked.questions()
			.stream()
			.filter((candidate) -> candidate.scale() != null)
			.findFirst()
			.orElseThrow(() -> new Problem(HttpStatus.CONFLICT, "survey.noScore"));
		String link = address(definition, request) + visit.query() + "&" + question.key() + "=";
		return this.pages.mail(MailQuestion.of(asked, question, link));
	}

	/**
	 * The page knows nothing of a draft: its script reads it for those who may, and sends
	 * their answers as tests.
	 */
	@GetMapping("/preview/{survey}")
	ResponseEntity<String> preview(@PathVariable UUID survey, HttpServletRequest request) {
		String wanted = Objects.requireNonNullElse(Visit.wanted(request), "en");
		Map<String, Object> page = new LinkedHashMap<>();
		String root = this.address.root(request);
		page.put("base", this.address.path(request));
		page.put("locale", wanted);
		page.put("survey", survey);
		page.put("line", "<script async src=\"" + root + "/widget.js\" data-survey=\"" + survey + "\"></script>");
		page.put("pinned", "<script async crossorigin src=\"" + root + "/widget/" + this.build.hash()
				+ ".js\" integrity=\"" + this.build.integrity() + "\" data-survey=\"" + survey + "\"></script>");
		return this.pages.preview(Locale.forLanguageTag(wanted), page);
	}

	private SurveyDefinition published(UUID survey) {
		SurveyDefinition definition = this.surveys.definition(survey);
		if (definition.status() == SurveyStatus.DRAFT) {
			throw new Problem(HttpStatus.NOT_FOUND, "survey.missing");
		}
		return definition;
	}

	private String address(SurveyDefinition survey, HttpServletRequest request) {
		return this.address.root(request) + "/s/" + survey.id();
	}

}
