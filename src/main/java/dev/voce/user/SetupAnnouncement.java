package dev.voce.user;

import java.util.Objects;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.voce.web.PublicAddress;

/**
 * Prints the link that creates the first administrator, at each start without one.
 */
@Component
class SetupAnnouncement {

	private final Users users;

	private final PublicAddress address;

	private final ServerProperties server;

	SetupAnnouncement(Users users, PublicAddress address, ServerProperties server) {
		this.server = server;
		this.users = users;
		this.address = address;
	}

	/** Before the last line, which is Voce's address. */
	@EventListener
	@Order(Ordered.LOWEST_PRECEDENCE - 1)
	void announce(ApplicationReadyEvent ready) {
		if (!this.users.isSetUp() && ready.getApplicationContext() instanceof WebServerApplicationContext context
				&& context.getWebServer() != null) {
			System.out.printf("%n  Nobody can log in yet. Set Voce up, once: %s/setup#token=%s%n",
					Objects.requireNonNullElse(this.address.configured(),
							"http://localhost:" + context.getWebServer().getPort()
									+ Objects.requireNonNullElse(this.server.getServlet().getContextPath(), "")),
					this.users.newSetupToken());
		}
	}

}
