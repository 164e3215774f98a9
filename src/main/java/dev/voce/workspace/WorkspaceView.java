package dev.voce.workspace;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A workspace as clients see it. It can be sent back with {@code PUT} as it is.
 *
 * @param revision rises with every change: what the ETag is made of
 * @param name its name for the people who work in it
 * @param brand what visitors see of its owner
 * @param zone the IANA time zone of its business hours
 * @param businessHours by weekday, from when to when people work
 * @param holidays days on which nobody works
 * @param causes the root causes that cases are closed with
 * @param mail who its mails are from
 * @param quarantine how long nobody is invited again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkspaceView(long revision, String name, Brand brand, @Nullable String zone,
		@Nullable Map<DayOfWeek, List<List<String>>> businessHours, @Nullable List<LocalDate> holidays,
		@Nullable List<RootCause> causes, @Nullable MailSettings mail, @Nullable Duration quarantine) {
}
