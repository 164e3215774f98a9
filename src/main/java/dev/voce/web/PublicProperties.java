package dev.voce.web;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/**
 * The public address of Voce.
 *
 * @param url the address that links begin with, such as https://feedback.shop.example; it
 * may have a path, and neither a query nor a fragment nor a user. Pages and sessions are
 * served under its host alone. The host that each request names when absent
 */
@ConfigurationProperties("voce.public")
record PublicProperties(@Nullable URI url) {

	PublicProperties {
		if (url != null) {
			String root = url.getScheme() + "://" + url.getRawAuthority();
			if (url.getRawAuthority() == null || Origin.normal(root) == null || url.getRawUserInfo() != null
					|| url.getRawQuery() != null || url.getRawFragment() != null) {
				throw new IllegalArgumentException("VOCE_PUBLIC_URL must be an address such as "
						+ "https://feedback.shop.example: http or https, a host, and a path at most");
			}
			String path = (url.getRawPath() != null) ? StringUtils.trimTrailingCharacter(url.getRawPath(), '/') : "";
			url = URI.create(Origin.normal(root) + path);
		}
	}

}
