package dev.voce.response;

/** Where a response came from. */
public enum Source {

	/** Without credentials, from a page or a poster. */
	PUBLIC,

	/** With an API key, from a server. */
	KEY

}
