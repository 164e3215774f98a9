package dev.voce.workspace;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.storage.Ids;

/**
 * Records who changed what, in the transaction of the change or, where that takes many
 * steps, right after each. It never contains the name of a respondent, which would remain
 * here after an erasure.
 */
@Service
public class ActivityLog {

	private final ActivityLogRepository repository;

	private final Clock clock;

	ActivityLog(ActivityLogRepository repository, Clock clock) {
		this.repository = repository;
		this.clock = clock;
	}

	/**
	 * The authenticated caller of the current thread.
	 * @return a kind and a name; Voce itself outside of requests
	 */
	public static String actor() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getPrincipal() instanceof Caller caller) ? caller.name()
				: "Voce";
	}

	/**
	 * The name alone of the authenticated caller, as colleagues know it.
	 * @return the name of a user or a key; {@code null} outside of requests
	 */
	public static @Nullable String callerName() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getPrincipal() instanceof Caller caller)
				? caller.name().replaceFirst("^\\S+ ", "").replaceFirst(" \\([0-9a-f-]{36}\\)$", "") : null;
	}

	/**
	 * An entry of the log.
	 *
	 * @param action what was done, as a past participle
	 * @param subject what was changed: a kind and a name or id, or {@code respondent}
	 * without a name
	 * @param survey the survey that it concerns, if any
	 * @param responses how many responses it changed; {@code null} where it does not
	 * concern responses
	 */
	public record Entry(String action, String subject, @Nullable UUID survey, @Nullable Long responses) {

		/** An entry about a key or a user. */
		public static Entry of(String action, String subject) {
			return new Entry(action, subject, null, null);
		}

		/** An entry about a survey itself. */
		public static Entry ofSurvey(String action, UUID survey) {
			return new Entry(action, "survey " + survey, survey, null);
		}

		/** An entry about one response. */
		public static Entry ofResponse(String action, UUID survey, UUID id) {
			return new Entry(action, "response " + id, survey, 1L);
		}

		/** An entry about a person, with the number of responses to one survey. */
		public static Entry ofRespondent(String action, UUID survey, long responses) {
			return new Entry(action, "respondent", survey, responses);
		}

		/** An entry about several responses to a survey. */
		public static Entry ofResponses(String action, UUID survey, long responses) {
			return new Entry(action, "survey " + survey, survey, responses);
		}

	}

	/**
	 * Adds an entry for the caller of the current thread.
	 * @param workspace whose
	 * @param entry what was done
	 */
	public void add(UUID workspace, Entry entry) {
		add(workspace, actor(), entry);
	}

	/**
	 * Adds an entry.
	 * @param workspace whose
	 * @param actor by whom: a kind and a name
	 * @param entry what was done
	 */
	@Transactional
	public void add(UUID workspace, String actor, Entry entry) {
		this.repository.save(new ActivityLogRow(Ids.next(), workspace, this.clock.instant(), actor, entry));
	}

	List<ActivityLogRow> page(UUID workspace, UUID before, int limit) {
		return this.repository.findPage(workspace, before, limit);
	}

}
