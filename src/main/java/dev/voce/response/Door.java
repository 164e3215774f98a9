package dev.voce.response;

/** The way that a response came in. */
public enum Door {

	/** Without credentials, from a page or a poster. */
	PUBLIC,

	/** With an API key, from a server. */
	KEY

}
