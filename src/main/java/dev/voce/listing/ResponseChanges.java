package dev.voce.listing;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.voce.response.ResponseView;
import dev.voce.response.Responses;
import dev.voce.response.SubmissionValidator;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/**
 * A page of what was stored, amended, marked, anonymised or erased, in that order.
 *
 * @param items each response once, as it stands, after its last change; those that were
 * erased by their ids alone
 * @param next the cursor of what changes later: where nothing has, of an empty page
 */
@Schema(name = "ResponseChanges")
record ResponseChanges(@ArraySchema(schema = @Schema(oneOf = {
		ResponseChanges.Changed.class, ResponseChanges.Erased.class })) List<Object> items, String next){

	static final String ORDER = "changed";

	/**
	 * A response that was stored or changed.
	 *
	 * @param response as it stands
	 * @param changedAt when it was last changed
	 * @param cursor of what changed after it
	 */
	@Schema(name = "ChangedResponse")
	record Changed(@JsonUnwrapped ResponseView response, Instant changedAt, String cursor) {
	}

	/**
	 * A response that is no more.
	 *
	 * @param id its id, which is never used again
	 * @param survey the survey's id
	 * @param erased always true
	 * @param changedAt when it was erased
	 * @param cursor of what changed after it
	 */
	@Schema(name = "ErasedResponse")
	record Erased(UUID id, UUID survey, boolean erased, Instant changedAt, String cursor) {
	}

	static ResponseChanges of(UUID survey, List<Responses.Change> changes, Cursor before) {
		return new ResponseChanges(changes.stream().map((change) -> view(survey, change)).toList(),
				(changes.isEmpty() ? before : Cursor.after(changes.get(changes.size() - 1))).toString());
	}

	static Object view(UUID survey, Responses.Change change) {
		String cursor = Cursor.after(change).toString();
		return (change.response() != null) ? new Changed(ResponseView.of(change.response()), change.changedAt(), cursor)
				: new Erased(change.id(), survey, true, change.changedAt(), cursor);
	}

	/** Reads since when changes are wanted. */
	static Instant since(@Nullable String changedSince) {
		try {
			return (changedSince != null) ? SubmissionValidator.instant(changedSince) : Instant.EPOCH;
		}
		catch (DateTimeException ex) {
			throw Problem.invalid(Flaw.in("changedSince", "response.submittedAt.instant"));
		}
	}

	/**
	 * Checks what was asked for.
	 * @return whether the order of changes is wanted
	 * @throws Problem (422) for another order, with filters, or for changes without it
	 */
	static boolean areWanted(@Nullable String order, @Nullable String changedSince, ResponseFilter.Parameters filter) {
		if (order != null && !order.equals(ORDER)) {
			throw Problem.invalid(Flaw.in("order", "listing.order"));
		}
		if (order == null && changedSince != null) {
			throw Problem.invalid(Flaw.in("changedSince", "listing.changed"));
		}
		if (order != null && !filter.equals(ResponseFilter.Parameters.NONE)) {
			throw Problem.invalid(Flaw.in("order", "listing.changedAlone"));
		}
		return order != null;
	}

	/**
	 * The last change of a page.
	 *
	 * @param sequence its number; 0 for all that was stored before there were numbers
	 * @param id of the response
	 */
	record Cursor(long sequence, UUID id) {

		private static final Cursor START = new Cursor(0, new UUID(0, 0));

		static Cursor parse(@Nullable String text) {
			if (text == null) {
				return START;
			}
			try {
				String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 3);
				Cursor cursor = new Cursor(Long.parseLong(parts[1]), UUID.fromString(parts[2]));
				if (!parts[0].equals(ORDER) || cursor.sequence() < 0) {
					throw new IllegalArgumentException("a cursor of another list");
				}
				return cursor;
			}
			catch (IllegalArgumentException | ArrayIndexOutOfBoundsException ex) {
				throw Problem.invalid(Flaw.in("cursor", "listing.cursor"));
			}
		}

		static Cursor after(Responses.Change last) {
			return new Cursor(last.sequence(), last.id());
		}

		@Override
		public String toString() {
			return Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString((ORDER + " " + this.sequence + " " + this.id).getBytes(StandardCharsets.UTF_8));
		}

	}

}
