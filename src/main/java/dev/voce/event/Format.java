package dev.voce.event;

/** What a receiver understands. */
public enum Format {

	/** Standard Webhooks 1.0.0. */
	STANDARD,

	/** An incoming webhook of Slack. */
	SLACK,

	/** A workflow of Teams. */
	TEAMS

}
