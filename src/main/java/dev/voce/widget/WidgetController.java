package dev.voce.widget;

import java.time.Duration;

import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

import dev.voce.web.Problem;

/** Serves the script that pages embed. */
@RestController
@Hidden
class WidgetController {

	private final WidgetBuilds builds;

	WidgetController(WidgetBuilds builds) {
		this.builds = builds;
	}

	@GetMapping("/widget.js")
	ResponseEntity<byte[]> current(
			@RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String accepted,
			ServletWebRequest request) {
		return script(this.builds.current(), CacheControl.maxAge(Duration.ofHours(1)).cachePublic(), accepted, request);
	}

	@GetMapping("/widget/{hash}.js")
	ResponseEntity<byte[]> pinned(@PathVariable String hash,
			@RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String accepted,
			ServletWebRequest request) {
		WidgetBuilds.Build build = this.builds.find(hash)
			.orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "widget.build"));
		return script(build, CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable(), accepted, request);
	}

	private static ResponseEntity<byte[]> script(WidgetBuilds.Build build, CacheControl cache, String accepted,
			ServletWebRequest request) {
		boolean gzip = accepted.contains("gzip");
		String etag = "\"" + build.hash() + (gzip ? "-gzip" : "") + "\"";
		HttpHeaders headers = new HttpHeaders();
		headers.setCacheControl(cache);
		headers.setAccessControlAllowOrigin("*");
		headers.set("Cross-Origin-Resource-Policy", "cross-origin");
		headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		headers.setETag(etag);
		if (request.checkNotModified(etag)) {
			return ResponseEntity.status(HttpStatus.NOT_MODIFIED).headers(headers).build();
		}
		headers.setContentType(MediaType.parseMediaType("text/javascript;charset=UTF-8"));
		if (gzip) {
			headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
		}
		return ResponseEntity.ok().headers(headers).body(gzip ? build.gzipped() : build.script());
	}

}
