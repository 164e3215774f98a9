package dev.voce.webhook;

import java.time.Instant;

import org.springframework.stereotype.Component;

import dev.voce.delivery.Mail;
import dev.voce.delivery.MailAddress;
import dev.voce.delivery.Outbox;
import dev.voce.user.Colleagues;
import dev.voce.web.Message;
import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.MailSettings;
import dev.voce.workspace.Workspaces;

/** Disables webhooks that no longer work, and tells the administrators. */
@Component
class Disabling {

	private final ActivityLog activity;

	private final Workspaces workspaces;

	private final Colleagues colleagues;

	private final Outbox outbox;

	Disabling(ActivityLog activity, Workspaces workspaces, Colleagues colleagues, Outbox outbox) {
		this.activity = activity;
		this.workspaces = workspaces;
		this.colleagues = colleagues;
		this.outbox = outbox;
	}

	/** Disables a webhook that is locked. */
	void disable(Webhook webhook, String reason, Instant now) {
		if (webhook.isDisabled()) {
			return;
		}
		webhook.disable(reason, now);
		this.activity.add(webhook.workspaceId(), ActivityLog.Entry.of("disabled", webhook.label()));
		MailSettings sender = this.workspaces.mail(webhook.workspaceId());
		if (sender.from() == null) {
			return;
		}
		Message subject = new Message("webhook.disabled.subject", webhook.label());
		Message text = new Message("webhook.disabled.text", webhook.label(), reason);
		this.colleagues.administrators(webhook.workspaceId())
			.stream()
			.filter((each) -> MailAddress.is(each.email()))
			.forEach((each) -> this.outbox.add(webhook.workspaceId(), webhook.id(), Mail.of(sender.fromName(),
					sender.from(), each.email(), subject.text(each.language()), text.text(each.language()))));
	}

}
