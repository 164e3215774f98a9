package dev.voce.invitation;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

import dev.voce.asking.AskingSettings;
import dev.voce.asking.InvitationSettings;
import dev.voce.jobs.Jobs;
import dev.voce.person.People;
import dev.voce.person.PersonView;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyStatus;
import dev.voce.survey.Surveys;
import dev.voce.web.Page;
import dev.voce.web.Problem;

/**
 * Asks people regularly, each on a day of their own, so that a survey asks about as many
 * on every day. Whoever is in quarantine on that day is asked when it ends, before the
 * next turn.
 */
@Component
class Recurring {

	private static final Logger log = LoggerFactory.getLogger(Recurring.class);

	private final AskingSettings settings;

	private final Invitations invitations;

	private final People people;

	private final Surveys surveys;

	private final Jobs jobs;

	private final Clock clock;

	Recurring(AskingSettings settings, Invitations invitations, People people, Surveys surveys, Jobs jobs,
			Clock clock) {
		this.settings = settings;
		this.invitations = invitations;
		this.people = people;
		this.surveys = surveys;
		this.jobs = jobs;
		this.clock = clock;
		jobs.every("recurring-invitations", Duration.ofMinutes(10), this::run);
	}

	private void run() {
		for (UUID survey : this.settings.findRecurring()) {
			try {
				ask(this.surveys.definition(survey));
			}
			catch (SurveyNotFound ex) {
				log.debug("The survey {} is deleted, and asks nobody", survey);
			}
		}
	}

	/** Asks all whose day is today, or was since the last run, up to a week ago. */
	private void ask(SurveyDefinition survey) {
		InvitationSettings.Recurring recurring = this.settings.of(survey.id()).recurring();
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), survey.zone());
		LocalDate last = this.settings.find(survey.id()).recurredOn();
		if (recurring == null || today.equals(last) || survey.status() != SurveyStatus.LIVE) {
			return;
		}
		LocalDate earliest = today.minusDays(7);
		LocalDate first = (last == null) ? today : last.isBefore(earliest) ? earliest : last.plusDays(1);
		Page<PersonView> page = new Page<>(List.of(), "");
		@Nullable UUID before = null;
		while (page.next() != null) {
			page = this.people.page(survey.workspace(), null, before, Page.LONGEST);
			for (PersonView person : page.items()) {
				ask(survey, recurring, person, first, today);
			}
			if (this.jobs.stopping()) {
				return; // and begins anew: keys keep anybody from being asked twice
			}
			before = (page.next() != null) ? UUID.fromString(page.next()) : null;
		}
		this.settings.recurred(survey.id(), today);
	}

	private void ask(SurveyDefinition survey, InvitationSettings.Recurring recurring, PersonView person,
			LocalDate first, LocalDate today) {
		if (person.email() == null || !recurring.includes(person.attributes())) {
			return;
		}
		long days = recurring.every().toDays();
		long turn = Math.floorMod(Objects.hash(survey.id(), person.id()), days);
		for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
			if (Math.floorMod(day.toEpochDay(), days) == turn) {
				try {
					this.invitations.invite(survey,
							InvitationInput.of(person.id(), "recurring " + person.id() + " " + day),
							day.plusDays(days).atStartOfDay(survey.zone()).toInstant());
				}
				catch (Problem ex) {
					log.debug("Somebody who is asked regularly could not be asked", ex);
				}
			}
		}
	}

}
