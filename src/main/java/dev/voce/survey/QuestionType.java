package dev.voce.survey;

import org.jspecify.annotations.Nullable;

import dev.voce.scoring.Metric;

/** What kind of answer a question takes. */
public enum QuestionType {

	/** How likely a recommendation is, 0–10 (or 1–10). */
	NPS(Metric.NPS),

	/** How satisfied, 1–5 (or 1–3, 1–7, 1–10, or thumbs 0–1). */
	CSAT(Metric.CSAT),

	/** How easy it was, 1–7 (or 1–5). */
	CES(Metric.CES),

	/** A plain rating on a stated scale of at most 11 points. */
	RATING(Metric.RATING),

	/** One or several of the options. */
	CHOICE(null),

	/** Free text. */
	TEXT(null);

	private final @Nullable Metric metric;

	QuestionType(@Nullable Metric metric) {
		this.metric = metric;
	}

	/**
	 * The metric that scores such answers.
	 * @return the metric, or {@code null} where answers have no score
	 */
	public @Nullable Metric metric() {
		return this.metric;
	}

}
