package dev.voce.invitation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.voce.person.Address;
import dev.voce.person.Lines;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/**
 * Takes the rows of a list, some at a time, and counts what became of them. Rows that
 * name the same address, respondent, person or key are not taken at the same time, so
 * that each sees what became of those before it.
 */
final class ListRows {

	/** How many rows a list takes. */
	static final int MOST = 50_000;

	/** How many are taken at a time. */
	private static final int STEP = 200;

	private static final int MOST_NAMED = 5_000;

	private final Lines<InvitationInput> lines;

	private final Clock clock;

	private final Step step;

	/** Who is on the list, by address or id. */
	private final Set<Object> people = new HashSet<>();

	private final List<Row> waiting = new ArrayList<>();

	/** What those name that wait. */
	private final Set<String> names = new HashSet<>();

	private final Map<SkipRules.Skip.Rule, Integer> skips = new EnumMap<>(SkipRules.Skip.Rule.class);

	private final List<ListController.SkippedRow> named = new ArrayList<>();

	private int scheduled;

	private int known;

	private boolean stopped;

	ListRows(Lines<InvitationInput> lines, Clock clock, Step step) {
		this.lines = lines;
		this.clock = clock;
		this.step = step;
	}

	/** Handles some rows. */
	interface Step {

		/**
		 * Handles rows.
		 * @return what became of each; nothing if the list was stopped
		 */
		Optional<List<InvitationLists.Result>> take(List<InvitationInput> rows);

	}

	private record Row(long line, InvitationInput input) {
	}

	void take(long line, InvitationInput input) {
		if (this.stopped) {
			return;
		}
		if (line > MOST) {
			throw Problem.invalid(Flaw.at("", "invitation.rows", MOST));
		}
		input.check();
		input.due(this.clock.instant());
		Address address = Address.of(input.email());
		if (!this.people.add((address != null) ? address.key() : Objects.requireNonNull(input.person()))) {
			skip(line, input, SkipRules.Skip.of(SkipRules.Skip.Rule.DUPLICATE));
			return;
		}
		List<String> named = names(input, address);
		if (this.waiting.size() == STEP || named.stream().anyMatch(this.names::contains)) {
			takeWaiting();
		}
		this.waiting.add(new Row(line, input));
		this.names.addAll(named);
	}

	private static List<String> names(InvitationInput input, @Nullable Address address) {
		String respondent = input.respondent();
		return Stream
			.of((address != null) ? "@" + address.key() : null, (input.key() != null) ? "key " + input.key() : null,
					(respondent != null) ? "respondent " + respondent.toLowerCase(Locale.ROOT) : null,
					(input.person() != null) ? "person " + input.person() : null)
			.filter(Objects::nonNull)
			.toList();
	}

	/** All rows were read. */
	void end() {
		takeWaiting();
		this.named.sort(Comparator.comparing(ListController.SkippedRow::line));
	}

	private void takeWaiting() {
		if (this.waiting.isEmpty() || this.stopped) {
			return;
		}
		List<InvitationLists.Result> results = this.step.take(this.waiting.stream().map(Row::input).toList())
			.orElse(List.of());
		this.stopped = results.isEmpty();
		for (int i = 0; i < results.size(); i++) {
			InvitationLists.Result result = results.get(i);
			Row row = this.waiting.get(i);
			this.lines.take(row.line(), row::input, (line, input) -> count(line, input, result));
		}
		this.waiting.clear();
		this.names.clear();
	}

	private void count(long line, InvitationInput input, InvitationLists.Result result) {
		if (result.refusal() != null) {
			throw result.refusal();
		}
		if (result.skip() != null) {
			skip(line, input, result.skip());
		}
		else if (result.known()) {
			this.known++;
		}
		else {
			this.scheduled++;
		}
	}

	private void skip(long line, InvitationInput input, SkipRules.Skip skip) {
		this.skips.merge(skip.rule(), 1, Integer::sum);
		if (this.named.size() < MOST_NAMED) {
			this.named.add(new ListController.SkippedRow(line, input.email(), skip.rule(), skip.until()));
		}
	}

	/** Whether somebody stopped the list before its end. */
	boolean isStopped() {
		return this.stopped;
	}

	int scheduled() {
		return this.scheduled;
	}

	int known() {
		return this.known;
	}

	int skipped() {
		return this.skips.values().stream().mapToInt(Integer::intValue).sum();
	}

	Map<SkipRules.Skip.Rule, Integer> skips() {
		return this.skips;
	}

	List<ListController.SkippedRow> named() {
		return this.named;
	}

	int rows() {
		return this.scheduled + this.known + skipped() + this.lines.rejected();
	}

}
