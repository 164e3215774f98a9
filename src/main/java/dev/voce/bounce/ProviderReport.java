package dev.voce.bounce;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Reads what providers of mail post about mails that came back, and complaints: Amazon
 * SES, Brevo, Mailgun, Postmark and SendGrid. What they post about other mails is passed
 * over.
 */
final class ProviderReport {

	private static final Set<String> POSTMARK = Set.of("HardBounce", "BadEmailAddress");

	private static final Set<String> BREVO = Set.of("hard_bounce", "invalid_email");

	private static final Set<String> BREVO_COMPLAINTS = Set.of("spam", "complaint");

	private ProviderReport() {
	}

	/** Whether it is in the format of one of the providers. */
	static boolean is(JsonNode body) {
		return body.isArray()
				|| Stream.of("RecordType", "event-data", "notificationType", "eventType", "event").anyMatch(body::has);
	}

	/** What it says of recipients. */
	static List<DeliveryReport> of(JsonNode body) {
		Stream<DeliveryReport> reports = body.isArray() ? body.valueStream().flatMap(ProviderReport::sendGrid)
				: body.has("RecordType") ? postmark(body) : body.has("event-data") ? mailgun(body.get("event-data"))
						: body.has("event") ? brevo(body) : amazon(body);
		return reports.filter((report) -> !report.recipient().isEmpty()).toList();
	}

	private static Stream<DeliveryReport> amazon(JsonNode body) {
		JsonNode bounce = body.path("bounce");
		boolean permanent = text(bounce, "/bounceType").equals("Permanent");
		return Stream.concat(
				bounce.path("bouncedRecipients")
					.valueStream()
					.map((each) -> DeliveryReport.bounce(text(each, "/emailAddress"),
							text(each, "/status") + " " + text(each, "/diagnosticCode"), permanent)),
				body.at("/complaint/complainedRecipients")
					.valueStream()
					.map((each) -> DeliveryReport.complaint(text(each, "/emailAddress"))));
	}

	private static Stream<DeliveryReport> brevo(JsonNode body) {
		return report(text(body, "/email"), text(body, "/reason"), BREVO.contains(text(body, "/event")),
				BREVO_COMPLAINTS.contains(text(body, "/event")));
	}

	private static Stream<DeliveryReport> mailgun(JsonNode event) {
		boolean permanent = text(event, "/event").equals("failed") && text(event, "/severity").equals("permanent");
		String said = Stream.of("enhanced-code", "message", "description")
			.map((field) -> text(event, "/delivery-status/" + field))
			.filter((each) -> !each.isEmpty())
			.reduce((one, other) -> one + " " + other)
			.orElse("");
		return report(text(event, "/recipient"), said, permanent, text(event, "/event").equals("complained"));
	}

	private static Stream<DeliveryReport> postmark(JsonNode body) {
		return report(text(body, "/Email"), text(body, "/Details"), POSTMARK.contains(text(body, "/Type")),
				text(body, "/RecordType").equals("SpamComplaint"));
	}

	/** A bounce of the type "blocked" is for now. */
	private static Stream<DeliveryReport> sendGrid(JsonNode event) {
		boolean permanent = text(event, "/event").equals("bounce") && !text(event, "/type").equals("blocked");
		return report(text(event, "/email"), text(event, "/status") + " " + text(event, "/reason"), permanent,
				text(event, "/event").equals("spamreport"));
	}

	private static Stream<DeliveryReport> report(String recipient, String reason, boolean permanent,
			boolean complaint) {
		return complaint ? Stream.of(DeliveryReport.complaint(recipient))
				: permanent ? Stream.of(DeliveryReport.bounce(recipient, reason, true)) : Stream.empty();
	}

	private static String text(JsonNode node, String pointer) {
		return node.at(pointer).asString("");
	}

}
