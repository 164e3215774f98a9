package dev.voce.delivery;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Keeps what users enter from leading into the network that Voce runs in: addresses of
 * private networks, of this machine and of its cloud's metadata are refused, unless they
 * are configured as allowed. {@link OutboundClient} connects to the very addresses that
 * were checked here.
 */
@Component
public class OutboundGuard {

	private static final int LONGEST = 2_000;

	private static final Pattern OCTAL = Pattern.compile("^(?=[\\d.]+$)(.*\\.)?0\\d");

	/** What the registries of special addresses list as not global, and multicast. */
	private static final List<Network> REFUSED = Stream
		.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
				"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
				"203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128", "64:ff9b:1::/48", "100::/64",
				"2001::/32", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10",
				"ff00::/8")
		.map(Network::of)
		.toList();

	/** Networks of IPv6 whose addresses hold one of IPv4, and the byte it begins at. */
	private static final List<Embedding> EMBEDDINGS = List.of(new Embedding(Network.of("::/96"), 12),
			new Embedding(Network.of("::ffff:0:0:0/96"), 12), new Embedding(Network.of("64:ff9b::/96"), 12),
			new Embedding(Network.of("2002::/16"), 2));

	private final List<Network> allowedNetworks;

	private final Set<String> allowedHosts;

	private final @Nullable URI proxy;

	private final Lookup lookup;

	@Autowired
	OutboundGuard(OutboundProperties properties) {
		this(properties, InetAddress::getAllByName);
	}

	OutboundGuard(OutboundProperties properties, Lookup lookup) {
		this.allowedNetworks = properties.allow().stream().map(Network::parse).filter(Objects::nonNull).toList();
		this.allowedHosts = properties.allow()
			.stream()
			.filter((entry) -> Network.parse(entry) == null)
			.map(OutboundGuard::name)
			.collect(Collectors.toSet());
		this.proxy = properties.proxy();
		this.lookup = lookup;
	}

	/** What alone is connected to, if it is set. */
	@Nullable URI proxy() {
		return this.proxy;
	}

	/** Finds the addresses of a host. */
	interface Lookup {

		InetAddress[] find(String host) throws UnknownHostException;

	}

	private record Embedding(Network network, int at) {
	}

	/**
	 * Reads an address of the web.
	 * @param text what a user entered
	 * @return the address; {@code null} for what is no address with http or https, or
	 * holds a user, a fragment, or a host that only some programs understand, such as
	 * {@code 0x7f.1}
	 */
	public static @Nullable URI parse(String text) {
		// Others would be sent otherwise than they were entered.
		if (text.length() > LONGEST || !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
			return null;
		}
		try {
			URI url = new URI(text);
			boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
			// A host whose last part begins with a digit is an IPv4 address in full, or
			// none at all: getHost() knows no other. Zeros at the front are octal to
			// some.
			return (web && url.getHost() != null && !OCTAL.matcher(url.getHost()).find() && url.getRawUserInfo() == null
					&& url.getRawFragment() == null && url.getPort() != 0 && url.getPort() <= 65_535) ? url : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	/**
	 * Checks an address that a user entered.
	 * @param url what {@link #parse} returned
	 * @throws OutboundRefused if the host has an address that is not public
	 * @throws UnknownHostException if the host has none at all, and no proxy might know
	 * it
	 */
	public void check(URI url) throws UnknownHostException {
		try {
			resolve(url.getHost());
		}
		catch (OutboundRefused ex) {
			throw ex;
		}
		catch (UnknownHostException ex) {
			if (this.proxy == null) {
				throw ex;
			}
		}
	}

	/** Finds the addresses of a host, all of which may be connected to. */
	InetAddress[] resolve(String host) throws UnknownHostException {
		InetAddress[] found = this.lookup.find(host);
		if (!this.allowedHosts.contains(name(host)) && !Arrays.stream(found).allMatch(this::isAllowed)) {
			throw new OutboundRefused(host);
		}
		return found;
	}

	private boolean isAllowed(InetAddress address) {
		byte[] bytes = address.getAddress();
		byte[] meant = embedded(bytes);
		return isIn(this.allowedNetworks, bytes) || isIn(this.allowedNetworks, meant)
				|| !(isIn(REFUSED, bytes) || isIn(REFUSED, meant));
	}

	private static boolean isIn(List<Network> networks, byte[] address) {
		return networks.stream().anyMatch((network) -> network.contains(address));
	}

	private static byte[] embedded(byte[] address) {
		return EMBEDDINGS.stream()
			.filter((embedding) -> embedding.network().contains(address))
			.map((embedding) -> Arrays.copyOfRange(address, embedding.at(), embedding.at() + 4))
			.findFirst()
			.orElse(address);
	}

	private static String name(String host) {
		return host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
	}

}
