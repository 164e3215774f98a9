package dev.voce.delivery;

import java.net.UnknownHostException;

/** An address that Voce does not connect to, as it is not public. */
public final class OutboundRefused extends UnknownHostException {

	OutboundRefused(String host) {
		super(host + " has an address that is not public");
	}

}
