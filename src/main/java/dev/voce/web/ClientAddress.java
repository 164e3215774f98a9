package dev.voce.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** The client's address, as limits count it. */
public final class ClientAddress {

	/** Of an address as text. What a proxy sends may be longer, and is no address. */
	private static final int LONGEST = 45;

	private ClientAddress() {
	}

	/**
	 * What is counted as one client. An IPv6 network has too many addresses to count
	 * each, so that its first 64 bits represent all of them.
	 * @param address of a client, as the web server reports it
	 * @return the address itself for IPv4, also where it is written as IPv6
	 */
	public static String network(String address) {
		if (address.length() > LONGEST || address.indexOf(':') < 0) {
			return address.substring(0, Math.min(address.length(), LONGEST));
		}
		try {
			// A colon makes it a literal: no name is looked up.
			InetAddress parsed = InetAddress.getByName(address);
			byte[] bytes = parsed.getAddress();
			return (bytes.length == 4) ? parsed.getHostAddress() : HexFormat.of().formatHex(Arrays.copyOf(bytes, 8));
		}
		catch (UnknownHostException ex) {
			return address;
		}
	}

}
