package dev.voce.scoring;

/** What a scored question measures, and so which figure its answers give. */
public enum Metric {

	/** Net Promoter Score: promoters minus detractors, −100 to 100. */
	NPS,

	/** Customer satisfaction: the percentage of satisfied answers, 0 to 100. */
	CSAT,

	/** Customer effort: the percentage of answers that found it easy, 0 to 100. */
	CES,

	/** A plain rating: the mean of the scores, in points of its scale. */
	RATING

}
