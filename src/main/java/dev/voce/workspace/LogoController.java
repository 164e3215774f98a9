package dev.voce.workspace;

import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.storage.Lane;
import dev.voce.web.Problem;

/** Serves logos to visitors, under names that follow from their content. */
@RestController
@Hidden
class LogoController {

	private static final String PATH = "/logo/";

	/** For an SVG that is opened by itself; within a page it loads nothing either. */
	private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

	/** Each at most 1 MiB; also names that there are none of. */
	private final LoadingCache<String, Optional<LogoFile>> logos;

	LogoController(LogoRepository repository) {
		this.logos = Caffeine.newBuilder()
			.expireAfterWrite(Duration.ofSeconds(10))
			.maximumSize(100)
			.build((hash) -> Lane.LOOKUP.call(() -> repository.findFirstByHash(hash).map(Logo::file)));
	}

	/** The path of a logo, below the root of this service. */
	static String path(String hash, String mediaType) {
		return PATH + hash + "." + LogoFile.ending(mediaType);
	}

	@GetMapping(PATH + "{hash:[0-9a-f]{32}}.{ending:png|svg}")
	ResponseEntity<byte[]> logo(@PathVariable String hash, @PathVariable String ending) {
		LogoFile file = this.logos.get(hash)
			.filter((logo) -> LogoFile.ending(logo.mediaType()).equals(ending))
			.orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "workspace.logo.missing"));
		return ResponseEntity.ok()
			.header("Content-Security-Policy", POLICY)
			.header("Cross-Origin-Resource-Policy", "cross-origin")
			.cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
			.contentType(MediaType.parseMediaType(file.mediaType()))
			.body(file.content());
	}

}
