package dev.voce.access;

import java.time.Clock;
import java.util.EnumSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.storage.Ids;

/** Makes the first workspace and its key, and says at each start where Voce listens. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class FirstStart implements ApplicationRunner {

	private final WorkspaceRepository workspaces;

	private final ApiKeys keys;

	private final AccessProperties properties;

	private final Clock clock;

	private final TransactionTemplate transaction;

	FirstStart(WorkspaceRepository workspaces, ApiKeys keys, AccessProperties properties, Clock clock,
			PlatformTransactionManager transactions) {
		this.workspaces = workspaces;
		this.keys = keys;
		this.properties = properties;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	@Override
	public void run(ApplicationArguments arguments) {
		workspace();
	}

	/**
	 * Says where Voce listens.
	 * @param ready says that requests are answered
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
	 * Finds the first workspace, and makes it with its key when there is none.
	 * @return the workspace's id
	 */
	public UUID workspace() {
		return this.transaction.execute((status) -> {
			this.workspaces.lockFirstStart();
			return this.workspaces.findFirstByOrderByCreatedAt().orElseGet(() -> create(this.properties.key())).id();
		});
	}

	private Workspace create(@Nullable String chosen) {
		Workspace workspace = this.workspaces.save(new Workspace(Ids.next(), "Voce", this.clock.instant()));
		String secret = (chosen != null) ? chosen : ApiKeys.newSecret();
		this.keys.add(workspace.id(), "first key", secret, EnumSet.allOf(Scope.class), null);
		if (chosen == null) {
			System.out.printf("%n  Your API key, shown only this once: %s%n", secret);
		}
		return workspace;
	}

}
