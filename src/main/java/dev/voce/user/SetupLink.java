package dev.voce.user;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Lets its bearer make the first administrator, so that nobody else is faster. */
@Entity
class SetupLink {

	@Id
	private int id;

	private byte[] hash;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected SetupLink() {
	}

	SetupLink(byte[] hash) {
		this.id = 1;
		this.hash = hash;
	}

}
