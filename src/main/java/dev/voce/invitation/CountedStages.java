package dev.voce.invitation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.response.Ledger;
import dev.voce.response.Operation;
import dev.voce.response.ResponsesChanged.Shown;
import dev.voce.response.ShownInput.Stage;
import dev.voce.response.Source;

/** Tells the figures who was invited, and to whom a mail was sent. */
@Component
class CountedStages {

	/** What the response to an invitation says where it was asked. */
	static final String CHANNEL = "email";

	private static final int STEP = 500;

	private final InvitationRepository repository;

	private final Ledger ledger;

	private final TransactionTemplate transaction;

	CountedStages(InvitationRepository repository, Ledger ledger, PlatformTransactionManager transactions) {
		this.repository = repository;
		this.ledger = ledger;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * Reports all that is new. What was reported before a failure is reported again, and
	 * changes nothing.
	 */
	void report() {
		List<Invitation> some;
		do {
			some = this.repository.findUncounted(STEP);
			report(some);
		}
		while (some.size() == STEP);
	}

	/** Tells what is new of some. */
	void report(List<Invitation> some) {
		List<Operation.Show> shows = new ArrayList<>();
		List<UUID> made = new ArrayList<>();
		List<UUID> sent = new ArrayList<>();
		for (Invitation one : some) {
			boolean counts = !one.isTest() && one.status() != Invitation.Status.SKIPPED;
			if (counts && one.counted() == 0) {
				shows.add(show(one, Stage.INVITED, one.createdAt()));
			}
			Instant sentAt = one.sentAt();
			if (counts && sentAt != null) {
				shows.add(show(one, Stage.SENT, sentAt));
			}
			((sentAt != null || !counts) ? sent : made).add(one.id());
		}
		this.ledger.write(shows, Ledger.Locking.WAIT);
		this.transaction.executeWithoutResult((status) -> {
			mark(made, 1);
			mark(sent, 2);
		});
	}

	/** Tells that somebody touched the page. */
	void shown(Invitation one, Instant at) {
		if (!one.isTest()) {
			this.ledger.write(List.of(show(one, Stage.SHOWN, at)), Ledger.Locking.WAIT);
		}
	}

	private void mark(List<UUID> ids, int stages) {
		if (!ids.isEmpty()) {
			this.repository.counted(ids, stages);
		}
	}

	private static Operation.Show show(Invitation one, Stage stage, Instant at) {
		return new Operation.Show(new Shown(one.surveyId(), one.id(), stage, at, Source.KEY, CHANNEL, one.touchpoint()),
				null);
	}

}
