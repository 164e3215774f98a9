package dev.voce.user;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The link with which the first administrator is created, and by nobody without it. */
@Entity
@SuppressWarnings("NullAway.Init") // written by SQL alone
class SetupLink {

	@Id
	private int id;

	private byte[] hash;

}
