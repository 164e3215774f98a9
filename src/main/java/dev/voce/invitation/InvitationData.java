package dev.voce.invitation;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.delivery.Outbox;
import dev.voce.person.Address;
import dev.voce.respondent.PersonalData;
import dev.voce.survey.SurveyRows;

/**
 * Exports and erases the invitations of a person, and removes those of deleted surveys.
 */
@Component
@Order(0) // while it is known who the person is
class InvitationData implements PersonalData, SurveyRows {

	private static final int MOST = 10_000;

	private final InvitationRepository repository;

	private final InvitationMailRepository mails;

	private final SendingRepository sendings;

	private final Outbox outbox;

	InvitationData(InvitationRepository repository, InvitationMailRepository mails, SendingRepository sendings,
			Outbox outbox) {
		this.repository = repository;
		this.mails = mails;
		this.sendings = sendings;
		this.outbox = outbox;
	}

	@Override
	public Map<String, Stream<?>> of(UUID workspace, String person) {
		List<Invitation> found = this.repository.ofPerson(workspace, person, key(person), MOST);
		return found.isEmpty() ? Map.of()
				: Map.of("invitations",
						found.stream()
							.map((one) -> InvitationController.InvitationView.of(one,
									this.mails.findByInvitationIdOrderByAt(one.id())
										.stream()
										.map(InvitationController.MailView::of)
										.toList())));
	}

	private static @Nullable String key(String person) {
		Address address = Address.of(person);
		return (address != null) ? address.key() : null;
	}

	@Override
	@Transactional
	public long erase(UUID workspace, String person, boolean keepFigures) {
		remove(this.repository.idsOfPerson(workspace, person, key(person)));
		return 0;
	}

	@Override
	@Transactional
	public int removeSome(UUID survey, int limit) {
		List<UUID> some = this.repository.idsOf(survey, limit);
		remove(some);
		return some.size() + this.sendings.removeOf(survey);
	}

	private void remove(List<UUID> invitations) {
		if (!invitations.isEmpty()) {
			this.outbox.forget(invitations);
			this.mails.remove(invitations);
			this.repository.remove(invitations);
		}
	}

}
