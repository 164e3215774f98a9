package dev.voce.user;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The link without which nobody can create the first administrator. */
@Entity
@SuppressWarnings("NullAway.Init") // written by SQL alone
final class SetupLink {

	@Id
	private int id;

	private byte[] hash;

}
