package dev.voce.delivery;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Voce may connect to, of what users enter.
 *
 * @param allow hosts and networks, such as {@code erp.internal} or {@code 10.0.0.0/8},
 * that may be called although their addresses are not public
 * @param proxy the address of the proxy through which all is called, such as
 * {@code http://proxy.internal:3128}; {@code null} for none
 */
@ConfigurationProperties("voce.outbound")
record OutboundProperties(@DefaultValue List<String> allow, @Nullable URI proxy) {

	OutboundProperties {
		if (proxy != null && (proxy.getHost() == null || OutboundGuard.parse(proxy.toString()) == null)) {
			throw new IllegalArgumentException("voce.outbound.proxy is an address such as http://proxy.internal:3128");
		}
	}

}
