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
 * Keeps who changed what, in the transaction that changes it or, where that takes many
 * steps, right after each. Never told who a respondent is: an erased person would live on
 * here.
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
	 * Who the current thread works for: what the caller was recognised as.
	 * @return a kind and a name; Voce itself outside of requests
	 */
	public static String actor() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getPrincipal() instanceof Caller caller) ? caller.name()
				: "Voce";
	}

	/**
	 * What was done.
	 *
	 * @param action what was done, as a past participle
	 * @param subject to what: a kind and a name or id, or respondent, who is not named
	 * @param survey the survey it is about, if it is about one
	 * @param responses how many responses it changed; {@code null} where it is not about
	 * responses
	 */
	public record Entry(String action, String subject, @Nullable UUID survey, @Nullable Long responses) {

		/** Of a key or a user. */
		public static Entry of(String action, String subject) {
			return new Entry(action, subject, null, null);
		}

		/** Of a survey itself. */
		public static Entry ofSurvey(String action, UUID survey) {
			return new Entry(action, "survey " + survey, survey, null);
		}

		/** Of one response. */
		public static Entry ofResponse(String action, UUID survey, UUID id) {
			return new Entry(action, "response " + id, survey, 1L);
		}

		/** Of a person, by what it did to the responses to a survey. */
		public static Entry ofRespondent(String action, UUID survey, long responses) {
			return new Entry(action, "respondent", survey, responses);
		}

		/** Of some responses of a survey. */
		public static Entry ofResponses(String action, UUID survey, long responses) {
			return new Entry(action, "survey " + survey, survey, responses);
		}

	}

	/**
	 * Adds an entry by whom the current thread works for.
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
