package dev.voce.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.invitation.Invitations;
import dev.voce.person.Address;
import dev.voce.web.Body;
import dev.voce.web.ClientAddress;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;

/** Takes reports of mails that came back, and of complaints. */
@Tag(name = "People")
@RestController
@RequestMapping(path = "/api/v1/bounces", produces = MediaType.APPLICATION_JSON_VALUE)
class BounceController {

	private static final Logger log = LoggerFactory.getLogger(BounceController.class);

	private static final int LONGEST_REASON = 500;

	private static final String MAIL = "message/rfc822";

	/** In KiB. */
	private static final int LONGEST_MAIL = 256;

	/** In KiB: SendGrid posts many at once. */
	private static final int LONGEST_REPORTS = 1024;

	/** How many addresses are suppressed by one transaction. */
	private static final int STEP = 100;

	/** In KiB: of what is longer, a parsed body may need 30 MiB of memory. */
	private static final int SHORT = 64;

	private static final int LONG_AT_ONCE = 2;

	private final Invitations invitations;

	private final ReportAddress address;

	private final Subscriptions subscriptions;

	private final WrongTokens wrongTokens;

	private final JsonMapper json;

	private final Semaphore longReports = new Semaphore(LONG_AT_ONCE);

	BounceController(Invitations invitations, ReportAddress address, Subscriptions subscriptions,
			WrongTokens wrongTokens, JsonMapper json) {
		this.invitations = invitations;
		this.address = address;
		this.subscriptions = subscriptions;
		this.wrongTokens = wrongTokens;
		this.json = json;
	}

	/** What happened to a mail. */
	enum Kind {

		/** The address does not exist. */
		BOUNCED,

		/** Somebody called it spam. */
		COMPLAINED

	}

	/**
	 * A mail that came back, or that somebody complained about.
	 *
	 * @param email the address; or else the mail is named
	 * @param messageId the mail's {@code Message-ID}, or the name that the mail server
	 * gave it when it took it
	 * @param kind what happened; BOUNCED when absent
	 * @param reason what is known of it, 1 to 500 characters
	 */
	record Bounce(@Nullable String email, @Nullable String messageId, @Nullable Kind kind,
			@Schema(maxLength = LONGEST_REASON) @Nullable String reason) {
	}

	/**
	 * Reports a mail that came back, or that somebody complained about. Its address gets
	 * no further mail. A report by mail ({@code message/rfc822}, RFC 3464) is taken too.
	 * A mail that is not known here is passed over.
	 */
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@ApiResponse(responseCode = "204", description = "noted")
	void report(@AuthenticationPrincipal Caller caller, @RequestBody Bounce bounce) {
		take(caller.workspace(), bounce);
	}

	private void take(UUID workspace, Bounce bounce) {
		boolean complained = bounce.kind() == Kind.COMPLAINED;
		String reason = bounce.reason();
		if (reason != null
				&& (reason.isBlank() || reason.length() > LONGEST_REASON || !reason.matches("[^\\p{Cc}\\p{Cs}]*"))) {
			throw Problem.invalid(Flaw.at("/reason", "workspace.line", LONGEST_REASON));
		}
		Address address = Address.of(bounce.email());
		if (address != null) {
			this.invitations.suppress(workspace, address, complained, reason);
		}
		else if (bounce.email() == null && bounce.messageId() != null && isName(bounce.messageId())) {
			this.invitations.cameBack(workspace, bounce.messageId(), complained, reason);
		}
		else {
			throw Problem.invalid(Flaw.at("/email", "bounce.of"));
		}
	}

	private static boolean isName(String text) {
		return text.length() <= 254 && text.matches("<?(?=[^@]*\\d)[\\x21-\\x7E&&[^@]]{8,}(@[\\x21-\\x7E]*)?");
	}

	@Hidden // described with the report in JSON
	@PostMapping(consumes = MAIL)
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void mail(@AuthenticationPrincipal Caller caller, @Parameter(hidden = true) InputStream body) throws IOException {
		takeMail(caller.workspace(), body);
	}

	private void takeMail(UUID workspace, InputStream body) throws IOException {
		List<DeliveryReport> reports = DeliveryReport
			.of(new String(Body.read(body, LONGEST_MAIL), StandardCharsets.UTF_8));
		if (reports.isEmpty()) {
			throw new Problem(HttpStatus.BAD_REQUEST, "bounce.report");
		}
		take(workspace, reports);
	}

	private void take(UUID workspace, List<DeliveryReport> reports) {
		List<Invitations.Returned> returned = returned(reports);
		for (int from = 0; from < returned.size(); from += STEP) {
			this.invitations.suppress(workspace, returned.subList(from, Math.min(from + STEP, returned.size())));
		}
	}

	/**
	 * Each address once for each kind of report, in an order in which two reports can't
	 * wait for one another.
	 */
	private static List<Invitations.Returned> returned(List<DeliveryReport> reports) {
		Map<String, Invitations.Returned> returned = new TreeMap<>();
		for (DeliveryReport report : reports) {
			Address address = Address.of(report.recipient());
			if (report.forGood() && address != null) {
				returned.putIfAbsent(address.key() + " " + report.complaint(),
						new Invitations.Returned(address, report.complaint(), report.reason()));
			}
		}
		return List.copyOf(returned.values());
	}

	/**
	 * Where providers of mail report.
	 *
	 * @param path below the root of this service. Whoever knows it can report, and do
	 * nothing else
	 */
	record ReportPath(String path) {
	}

	/**
	 * Tells the workspace's own address for reports of providers that send no key.
	 * @return the address
	 */
	@GetMapping
	ReportPath where(@AuthenticationPrincipal Caller caller) {
		return new ReportPath("/api/v1/bounces/" + this.address.token(caller.workspace()));
	}

	/**
	 * Replaces the workspace's address for reports, as when somebody knows it who should
	 * not: what is sent to the address from before is refused.
	 * @return the new address
	 */
	@DeleteMapping
	ReportPath replace(@AuthenticationPrincipal Caller caller) {
		this.address.replace(caller.workspace());
		return where(caller);
	}

	/**
	 * Takes the reports of Amazon SES by SNS, Brevo, Mailgun, Postmark and SendGrid, as
	 * they post them by webhook, also as {@code text/plain}; besides these, what can be
	 * posted with a key. Addresses that don't exist get no further mail, nor do those of
	 * people who complained. Reports about other mails are passed over. A subscription of
	 * Amazon SNS is confirmed. While two reports of more than 64 KiB are taken, further
	 * ones are refused with 503, and come again.
	 * @param token what the workspace's own address ends with
	 */
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(type = "object",
					example = "{\"event\": \"hard_bounce\", \"email\": \"l.fontana@casella.example\", \"reason\": \"550 5.1.1 user unknown\"}")))
	@PostMapping(path = "/{token}", consumes = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@ApiResponse(responseCode = "204", description = "noted")
	@ApiResponse(responseCode = "429", description = "too many wrong tokens from this address")
	void provider(@PathVariable String token, @Parameter(hidden = true) InputStream body, HttpServletRequest request)
			throws IOException {
		UUID workspace = owner(token, request);
		byte[] read = Body.read(body, LONGEST_REPORTS);
		if (read.length <= SHORT * 1024) {
			takeReports(workspace, read);
			return;
		}
		if (!this.longReports.tryAcquire()) {
			throw Problem.unavailable("bounce.busy", null);
		}
		try {
			takeReports(workspace, read);
		}
		finally {
			this.longReports.release();
		}
	}

	private void takeReports(UUID workspace, byte[] body) {
		JsonNode report = parse(body);
		if (report.path("TopicArn").isString() && report.path("Type").isString()) {
			notified(workspace, report);
		}
		else if (ProviderReport.is(report)) {
			take(workspace, ProviderReport.of(report));
		}
		else {
			take(workspace, bounce(report));
		}
	}

	@Hidden // described with the reports in JSON
	@PostMapping(path = "/{token}", consumes = MAIL)
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void providerMail(@PathVariable String token, @Parameter(hidden = true) InputStream body,
			HttpServletRequest request) throws IOException {
		takeMail(owner(token, request), body);
	}

	private UUID owner(String token, HttpServletRequest request) {
		String network = ClientAddress.network(request.getRemoteAddr());
		this.wrongTokens.check(network, token);
		UUID workspace = this.address.workspace(token);
		if (workspace == null) {
			this.wrongTokens.wrong(network);
			throw new Problem(HttpStatus.NOT_FOUND, "bounce.token");
		}
		this.wrongTokens.right(token);
		return workspace;
	}

	private JsonNode parse(byte[] body) {
		try {
			JsonNode report = this.json.readTree(body);
			if (!report.isObject() && !report.isArray()) {
				throw new Problem(HttpStatus.BAD_REQUEST, "bounce.format");
			}
			return report;
		}
		catch (JacksonException ex) {
			throw Body.unreadable(ex);
		}
	}

	private Bounce bounce(JsonNode report) {
		try {
			return this.json.treeToValue(report, Bounce.class);
		}
		catch (JacksonException ex) {
			throw Body.unreadable(ex);
		}
	}

	/** A message of SNS holds what SES says; or SNS asks whether it may send messages. */
	private void notified(UUID workspace, JsonNode message) {
		if (message.get("Type").stringValue().equals("SubscriptionConfirmation")) {
			this.subscriptions.confirm(workspace, message.path("SubscribeURL").asString(""));
			return;
		}
		try {
			JsonNode report = this.json.readTree(message.path("Message").asString(""));
			if (report.isObject() && ProviderReport.is(report)) {
				take(workspace, ProviderReport.of(report));
			}
		}
		catch (JacksonException ex) {
			// SES also posts a sentence, to try the address.
			log.debug("A message of SNS is no report", ex);
		}
	}

}
