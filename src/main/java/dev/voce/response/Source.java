package dev.voce.response;

/** What a response came through, so that a flood can be distinguished from the others. */
public enum Source {

	/** The public API, called by a web page: with an {@code Origin}. */
	PAGE,

	/** The public API, called by anything else. */
	PUBLIC,

	/** The form of a hosted page, sent without JavaScript. */
	FORM,

	/** The keyed API. */
	KEY,

	/** A batch of the keyed API. */
	BATCH;

	/**
	 * Whether it takes no credentials, so that the public API's rules apply.
	 */
	public boolean isPublic() {
		return this == PAGE || this == PUBLIC || this == FORM;
	}

}
