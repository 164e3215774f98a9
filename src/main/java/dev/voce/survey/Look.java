package dev.voce.survey;

/** How a scale is drawn. */
public enum Look {

	/** One numbered button per score. */
	NUMBERS,

	/** As many stars as the score, for scales where more is better. */
	STARS,

	/** Faces from sad to happy. */
	SMILEYS,

	/** Thumb down, thumb up: the scale 0–1. */
	THUMBS

}
