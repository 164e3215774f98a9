package dev.voce.delivery;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Voce may connect to, of what users enter.
 *
 * @param allow hosts and networks, such as {@code erp.internal} or {@code 10.0.0.0/8},
 * that may be called although their addresses are not public
 */
@ConfigurationProperties("voce.outbound")
record OutboundProperties(@DefaultValue List<String> allow) {
}
