package dev.voce.notification;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.voce.cases.CaseReader;
import dev.voce.response.StoredResponse;
import dev.voce.scoring.Formula;
import dev.voce.scoring.ScoreClass;
import dev.voce.survey.SurveyDefinition;

/**
 * Which mails a user gets as things happen.
 *
 * @param assigned of a case that somebody else or a rule gives to them; AT_ONCE when
 * absent
 * @param overdue of a case of theirs whose due time passed; OFF when absent
 * @param reopened of a case of theirs that is open again; OFF when absent
 * @param opened of any case that is opened; OFF when absent
 * @param responses of new responses; OFF when absent
 * @param of which responses, up to 100 surveys; none when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessageChoice(@Nullable When assigned, @Nullable When overdue, @Nullable When reopened, @Nullable When opened,
		@Nullable When responses, @Nullable List<Of> of) {

	/** What somebody gets who has chosen nothing. */
	static final MessageChoice USUAL = new MessageChoice(When.AT_ONCE, When.OFF, When.OFF, When.OFF, When.OFF,
			List.of());

	/** When a mail is sent. */
	enum When {

		/** Never. */
		OFF,

		/** As soon as it happens. */
		AT_ONCE,

		/** Every 15 minutes, together with others. */
		BUNDLED

	}

	/**
	 * Responses to a survey.
	 *
	 * @param survey the survey's id
	 * @param classes with a score of one of these classes; all when absent
	 */
	@Schema(name = "MessageSurvey")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Of(@Nullable UUID survey, @Nullable List<ScoreClass> classes) {

		@JsonIgnore
		boolean isAbout(SurveyDefinition asked, StoredResponse response) {
			return asked.id().equals(this.survey) && (this.classes == null || asked.at(response.version())
				.stream()
				.anyMatch((question) -> isOf(question.formula(), response.score(question.key()), this.classes)));
		}

		private static boolean isOf(@Nullable Formula formula, @Nullable Integer score, List<ScoreClass> wanted) {
			return formula != null && score != null && formula.scale().contains(score)
					&& wanted.contains(formula.classOf(score));
		}

	}

	/** The same with nothing absent. */
	MessageChoice whole() {
		return new MessageChoice(or(this.assigned, When.AT_ONCE), or(this.overdue, When.OFF),
				or(this.reopened, When.OFF), or(this.opened, When.OFF), or(this.responses, When.OFF),
				(this.of != null) ? this.of : List.of());
	}

	private static When or(@Nullable When chosen, When usual) {
		return (chosen != null) ? chosen : usual;
	}

	/** When a user gets a mail of what happened to a case. */
	When of(CaseReader.Changed changed, UUID user) {
		boolean mine = user.equals(changed.owner()) && !user.equals(changed.by());
		MessageChoice whole = whole();
		When own = switch (changed.kind()) {
			case OPENED, ASSIGNED -> mine ? whole.assigned : When.OFF;
			case OVERDUE -> mine ? whole.overdue : When.OFF;
			case REOPENED -> mine ? whole.reopened : When.OFF;
			case CLOSED -> When.OFF;
		};
		boolean opened = changed.kind() == CaseReader.Changed.Kind.OPENED && !user.equals(changed.by());
		return or((own == When.OFF && opened) ? whole.opened : own, When.OFF);
	}

	/** Whether a user gets a mail of a response. */
	boolean isAbout(SurveyDefinition survey, StoredResponse response) {
		MessageChoice whole = whole();
		return whole.responses != When.OFF && whole.of != null
				&& whole.of.stream().anyMatch((each) -> each.isAbout(survey, response));
	}

}
