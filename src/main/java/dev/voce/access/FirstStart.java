package dev.voce.access;

import java.util.EnumSet;
import java.util.UUID;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.voce.workspace.Scope;
import dev.voce.workspace.Workspaces;

/** Creates the first workspace and its key, and prints Voce's address at each start. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class FirstStart implements ApplicationRunner {

	private final Workspaces workspaces;

	private final ApiKeys keys;

	private final AccessProperties properties;

	FirstStart(Workspaces workspaces, ApiKeys keys, AccessProperties properties) {
		this.workspaces = workspaces;
		this.keys = keys;
		this.properties = properties;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		workspace();
	}

	/**
	 * Prints Voce's address.
	 * @param ready the event that requests are accepted
	 */
	@EventListener
	@Order(Ordered.LOWEST_PRECEDENCE)
	void announce(ApplicationReadyEvent ready) {
		if (ready.getApplicationContext() instanceof WebServerApplicationContext context
				&& context.getWebServer() != null) {
			System.out.printf("%n  Voce listens on http://localhost:%d - API at /docs%n%n",
					context.getWebServer().getPort());
		}
	}

	/**
	 * Finds the first workspace, and creates it with its key if there is none.
	 * @return the workspace's id
	 */
	public UUID workspace() {
		return this.workspaces.first(this::addKey);
	}

	private void addKey(UUID workspace) {
		String chosen = this.properties.key();
		String secret = (chosen != null) ? chosen : ApiKeys.newSecret();
		this.keys.add(workspace, "first key", secret, EnumSet.allOf(Scope.class), null);
		if (chosen == null) {
			System.out.printf("%n  Your API key, shown only this once: %s%n", secret);
		}
	}

}
