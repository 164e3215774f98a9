package dev.voce.user;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Prints the link that makes the first administrator, at each start without one.
 */
@Component
class SetupAnnouncement {

	private final Users users;

	SetupAnnouncement(Users users) {
		this.users = users;
	}

	/** Before the last line, which says where Voce listens. */
	@EventListener
	@Order(Ordered.LOWEST_PRECEDENCE - 1)
	void announce(ApplicationReadyEvent ready) {
		if (!this.users.isSetUp() && ready.getApplicationContext() instanceof WebServerApplicationContext context
				&& context.getWebServer() != null) {
			System.out.printf("%n  Nobody can log in yet. Set Voce up, once: http://localhost:%d/setup#token=%s%n",
					context.getWebServer().getPort(), this.users.newSetupToken());
		}
	}

}
