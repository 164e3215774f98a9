package dev.voce.scoring;

/** Which end of a scale is the good one; stored scores never change with it. */
public enum Orientation {

	/** The highest score is the best. */
	NORMAL,

	/** The lowest score is the best, as in satisfaction surveys of some public bodies. */
	REVERSED,

	/** A five-point effort scale whose highest score means that it was easy. */
	EASE,

	/** A five-point effort scale whose lowest score means that it was easy (CES 1.0). */
	EFFORT

}
