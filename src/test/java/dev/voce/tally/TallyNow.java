package dev.voce.tally;

import java.util.UUID;

import org.springframework.context.ApplicationContext;

/** Tallies at once, where a test must not wait until it pays. */
public final class TallyNow {

	private TallyNow() {
	}

	/**
	 * Tallies all that is stored of a survey.
	 * @param context of a running service
	 */
	public static void of(ApplicationContext context, UUID survey) {
		Tallying.Done done;
		do {
			done = context.getBean(Tallying.class).tally(survey);
		}
		while (!done.whole());
	}

}
