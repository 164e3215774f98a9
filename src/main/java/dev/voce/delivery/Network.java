package dev.voce.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses.
 *
 * @param address any of its addresses, 4 or 16 bytes
 * @param bits how many bits all of its addresses have in common
 */
record Network(byte[] address, int bits) {

	/** Nothing that would be looked up: an IPv4 address in full, or an IPv6 address. */
	private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

	Network {
		if (bits < 0 || bits > 8 * address.length) {
			throw new IllegalArgumentException("a network has 0 to " + 8 * address.length + " bits in common");
		}
	}

	/**
	 * Reads a network.
	 * @param text such as {@code 10.0.0.0/8}, or one address
	 * @return the network; {@code null} for what is neither
	 * @throws IllegalArgumentException if the number of bits is none
	 */
	static @Nullable Network parse(String text) {
		int slash = text.indexOf('/');
		String literal = (slash < 0) ? text : text.substring(0, slash);
		if (!LITERAL.matcher(literal).matches()) {
			return null;
		}
		try {
			byte[] address = InetAddress.getByName(literal).getAddress();
			return new Network(address, (slash < 0) ? 8 * address.length : Integer.parseInt(text.substring(slash + 1)));
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	/** A network that is known to be one. */
	static Network of(String text) {
		Network network = parse(text);
		if (network == null) {
			throw new IllegalArgumentException(text + " is no network");
		}
		return network;
	}

	boolean contains(byte[] other) {
		if (other.length != this.address.length) {
			return false;
		}
		int whole = this.bits / 8;
		int mask = (0xFF00 >> (this.bits % 8)) & 0xFF;
		return Arrays.equals(this.address, 0, whole, other, 0, whole)
				&& (mask == 0 || (this.address[whole] & mask) == (other[whole] & mask));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Network network && this.bits == network.bits
				&& Arrays.equals(this.address, network.address);
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(this.address) + this.bits;
	}

	@Override
	public String toString() {
		return Arrays.toString(this.address) + "/" + this.bits;
	}

}
