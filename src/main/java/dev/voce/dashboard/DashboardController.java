package dev.voce.dashboard;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.web.PublicAddress;

/** Returns the one page of the dashboard at each of its addresses. */
@Hidden
@RestController
class DashboardController {

	static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

	private final DashboardFiles files;

	private final PublicAddress address;

	DashboardController(DashboardFiles files, PublicAddress address) {
		this.files = files;
		this.address = address;
	}

	// Mail filters write the # before a link's token as %23, which makes it a part of the
	// path.
	@GetMapping(
			path = { "/", "/setup", "/join", "/{link:(?:setup|join)#.*}", "/surveys/**", "/cases/**", "/people/**",
					"/privacy", "/users", "/keys", "/activity", "/account", "/settings", "/notifications" },
			produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> page(HttpServletRequest request) {
		return ResponseEntity.ok()
			.header("Content-Security-Policy", POLICY)
			// The address of a setup page may hold a secret.
			.header("Referrer-Policy", "no-referrer")
			.cacheControl(CacheControl.noCache())
			.contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
			.body(this.files.page(this.address.path(request), request.getServletPath(), request.getLocales()));
	}

}
