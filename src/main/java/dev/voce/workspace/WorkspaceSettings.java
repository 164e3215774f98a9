package dev.voce.workspace;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a workspace, as they are stored.
 *
 * @param brandName the owner's name as visitors see it
 * @param accent the owner's colour
 * @param zone the time zone of its business hours
 * @param businessHours by weekday, from when to when people work: times such as 09:00
 * @param holidays days on which nobody works
 * @param causes the root causes of cases
 * @param mail who its mails are from
 * @param quarantine how long nobody is invited again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkspaceSettings(@Nullable String brandName, @Nullable String accent, @Nullable String zone,
		@Nullable Map<DayOfWeek, List<List<String>>> businessHours, @Nullable List<LocalDate> holidays,
		@Nullable List<RootCause> causes, @Nullable MailSettings mail, @Nullable Duration quarantine) {

	static final WorkspaceSettings NONE = new WorkspaceSettings(null, null, null, null, null, null, null, null);

	WorkspaceSettings branded(@Nullable String name, @Nullable String accent) {
		return new WorkspaceSettings(name, accent, this.zone, this.businessHours, this.holidays, this.causes, this.mail,
				this.quarantine);
	}

}
