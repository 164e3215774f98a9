package dev.voce.bounce;

import java.net.URI;
import java.util.UUID;
import java.util.regex.Pattern;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import dev.voce.delivery.OutboundClient;
import dev.voce.delivery.OutboundGuard;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;

/** Confirms to Amazon SNS that its messages are wanted. */
@Component
class Subscriptions {

	private static final Pattern HOST = Pattern.compile("sns\\.[a-z0-9-]{1,40}\\.amazonaws\\.com(\\.cn)?");

	private final OutboundClient client;

	private final ActivityLog activity;

	Subscriptions(OutboundClient client, ActivityLog activity) {
		this.client = client;
		this.activity = activity;
	}

	/**
	 * Opens the address that confirms a subscription.
	 * @throws Problem (422) if it is none of Amazon SNS; (503) if it can't be opened now,
	 * and SNS asks again
	 */
	void confirm(UUID workspace, String address) {
		URI url = OutboundGuard.parse(address);
		if (url == null || !isOfAmazon(url)) {
			throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "bounce.subscription");
		}
		if (!this.client.get(url).isSuccess()) {
			throw Problem.unavailable("bounce.unconfirmed", null);
		}
		this.activity.add(workspace, "Amazon SNS", ActivityLog.Entry.of("confirmed", "subscription to bounces"));
	}

	static boolean isOfAmazon(URI url) {
		return url.getScheme().equals("https") && url.getPort() < 0 && HOST.matcher(url.getHost()).matches();
	}

}
