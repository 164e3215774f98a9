package dev.voce.web;

import java.net.URI;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The public address of Voce, with which links begin. A request can name any host:
 * without a configured address, links begin with the host that the request for them
 * names.
 */
@Component
public class PublicAddress {

	private static final Logger log = LoggerFactory.getLogger(PublicAddress.class);

	private final @Nullable URI url;

	PublicAddress(PublicProperties properties) {
		this.url = properties.url();
	}

	@EventListener(ApplicationReadyEvent.class)
	void warn() {
		if (this.url == null) {
			log.warn("VOCE_PUBLIC_URL is not set: links take the host that each request names. "
					+ "Set it to the address under which people reach Voce");
		}
	}

	/**
	 * The configured address.
	 * @return the address without a slash at its end; {@code null} where none is
	 * configured
	 */
	public @Nullable String configured() {
		return (this.url != null) ? this.url.toString() : null;
	}

	/**
	 * What links begin with.
	 * @param request that asks for a link
	 * @return the configured address, or else the one that the request came to, without a
	 * slash at its end
	 */
	public String root(HttpServletRequest request) {
		return (this.url != null) ? this.url.toString()
				: ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
	}

	/**
	 * What the paths of a page begin with.
	 * @param request for a page
	 * @return a path that ends with a slash
	 */
	public String path(HttpServletRequest request) {
		return ((this.url != null) ? this.url.getRawPath() : request.getContextPath()) + "/";
	}

	/**
	 * Whether an origin is that of Voce's own pages.
	 * @param origin the {@code Origin} header
	 * @param request that carries it
	 * @return {@code true} for the configured address's, or else for that of the
	 * request's host; behind a proxy the scheme is not what the browser sees
	 */
	public boolean isOrigin(String origin, HttpServletRequest request) {
		String normal = Origin.normal(origin);
		if (normal == null) {
			return false;
		}
		if (this.url != null) {
			return normal.equals(this.url.getScheme() + "://" + this.url.getRawAuthority());
		}
		String scheme = normal.substring(0, normal.indexOf("://") + 3);
		return normal.equals(Origin.normal(scheme + request.getHeader(HttpHeaders.HOST)));
	}

	/**
	 * Whether a request came to the configured host, whatever the port: proxies often
	 * leave it out. Any host is right where none is configured.
	 * @param request any request
	 * @return whether Voce is to be reached under that host
	 */
	public boolean isHost(HttpServletRequest request) {
		return this.url == null || Objects.equals(this.url.getHost(), host(request.getServerName()));
	}

	private static @Nullable String host(String name) {
		String normal = Origin.normal("http://" + name);
		return (normal != null) ? Origin.authority(normal) : null;
	}

}
