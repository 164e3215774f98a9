package dev.voce.access;

import java.net.InetAddress;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.apache.catalina.util.NetMaskSet;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;
import org.springframework.stereotype.Component;

import dev.voce.server.BoundedHttpProtocol;

/** Has the web server bound the connections of each address. */
@Component
class ConnectionBounds implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

	private final LimitProperties limits;

	private final TomcatServerProperties tomcat;

	private final ServerProperties server;

	ConnectionBounds(LimitProperties limits, TomcatServerProperties tomcat, ServerProperties server) {
		this.limits = limits;
		this.tomcat = tomcat;
		this.server = server;
	}

	@Override
	public void customize(TomcatServletWebServerFactory factory) {
		factory.setProtocol(BoundedHttpProtocol.class.getName());
		factory.addProtocolHandlerCustomizers((BoundedHttpProtocol protocol) -> protocol.bound(most(), proxies()));
	}

	private int most() {
		Integer most = this.limits.addressConnections();
		if (most == null) {
			return Math.max(1, this.tomcat.getMaxConnections() / 8);
		}
		return (most == 0) ? Integer.MAX_VALUE : most;
	}

	/** The addresses of proxies, whose visitors the other limits distinguish. */
	private Predicate<InetAddress> proxies() {
		ForwardHeadersStrategy strategy = this.server.getForwardHeadersStrategy();
		if (strategy == null || strategy == ForwardHeadersStrategy.NONE) {
			return (address) -> false;
		}
		return among(this.tomcat.getRemoteip().getInternalProxies())
			.or(among(this.tomcat.getRemoteip().getTrustedProxies()));
	}

	/** Networks or a regular expression, as Tomcat reads them. */
	private static Predicate<InetAddress> among(@Nullable String addresses) {
		if (addresses == null || addresses.isEmpty()) {
			return (address) -> false;
		}
		if (addresses.indexOf('/') > 0) {
			return NetMaskSet.parse(addresses)::contains;
		}
		Predicate<String> matching = Pattern.compile(addresses).asMatchPredicate();
		return (address) -> matching.test(address.getHostAddress());
	}

}
