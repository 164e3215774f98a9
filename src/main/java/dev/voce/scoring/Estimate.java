package dev.voce.scoring;

import org.jspecify.annotations.Nullable;

/** A figure of at least one answer, in the unit in which it is shown. */
sealed interface Estimate permits NetPromoters, Share, Mean {

	double value();

	@Nullable Interval interval(Level level);

}
