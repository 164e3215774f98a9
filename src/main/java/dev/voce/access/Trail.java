package dev.voce.access;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import org.hibernate.id.uuid.UuidVersion7Strategy;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps who changed what, in the transaction that changes it or, where that takes many
 * steps, right after each. Never told who a respondent is: an erased person would live on
 * here.
 */
@Service
public class Trail {

	private final TrailRepository repository;

	private final Clock clock;

	Trail(TrailRepository repository, Clock clock) {
		this.repository = repository;
		this.clock = clock;
	}

	/**
	 * Who the current thread works for: what the caller was recognised as.
	 * @return a kind and a name; Voce itself outside of requests
	 */
	public static String actor() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getPrincipal() instanceof Caller caller) ? caller.name()
				: "Voce";
	}

	/**
	 * Notes a change by whom the current thread works for.
	 * @param workspace whose
	 * @param action what was done, as a past participle
	 * @param subject to what: a kind and an id
	 */
	public void note(UUID workspace, String action, String subject) {
		note(workspace, actor(), action, subject);
	}

	/**
	 * Notes a change.
	 * @param workspace whose
	 * @param actor by whom
	 * @param action what was done, as a past participle
	 * @param subject to what: a kind and an id
	 */
	@Transactional
	public void note(UUID workspace, String actor, String action, String subject) {
		this.repository.save(new TrailEntry(UuidVersion7Strategy.INSTANCE.generateUuid(null), workspace,
				this.clock.instant(), actor, action, subject));
	}

	List<TrailEntry> page(UUID workspace, UUID before, int limit) {
		return this.repository.findPage(workspace, before, limit);
	}

}
