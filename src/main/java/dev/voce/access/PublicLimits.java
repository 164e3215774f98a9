package dev.voce.access;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.voce.web.ClientAddress;
import dev.voce.web.DeferredRefusal;
import dev.voce.web.Problem;
import dev.voce.web.ProblemWriter;
import dev.voce.web.PublicCors;

/**
 * Limits requests to the public API and to hosted pages, per address and per survey. Each
 * node counts for itself, so the limit of an installation is that of a node times their
 * number.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class PublicLimits extends OncePerRequestFilter {

	/**
	 * The paths that contain a survey's id and may store responses: the public API and
	 * hosted pages.
	 */
	private static final List<PathPatternRequestMatcher> SURVEYS = Stream
		.of(PublicCors.PATH + "surveys/{survey}/**", "/s/{survey}/**")
		.map(PathPatternRequestMatcher.withDefaults()::matcher)
		.toList();

	/**
	 * Of a form that long at most, what was typed is kept on a page that says it was not
	 * stored.
	 */
	private static final int LONGEST_KEPT_FORM = 16 * 1024;

	private static final PathPatternRequestMatcher FORMS = PathPatternRequestMatcher.withDefaults()
		.matcher(HttpMethod.POST, "/s/{survey}");

	private final @Nullable LoadingCache<String, Bucket> addresses;

	private final @Nullable LoadingCache<UUID, Bucket> surveys;

	private final ProblemWriter problems;

	private final Counter limited;

	PublicLimits(LimitProperties limits, ProblemWriter problems, MeterRegistry meters) {
		this.limited = Counter.builder("voce.rejected")
			.description("responses, amendments and erasures that were not accepted, by reason")
			.tag("reason", "limited")
			.register(meters);
		this.addresses = buckets(limits.addressPerMinute());
		this.surveys = buckets(limits.surveyPerMinute());
		this.problems = problems;
	}

	// A bucket that was not used for a minute is full again, and the same as a new one.
	private static <K> @Nullable LoadingCache<K, Bucket> buckets(int perMinute) {
		return (perMinute == 0) ? null
				: Caffeine.newBuilder()
					.expireAfterAccess(Duration.ofMinutes(2))
					.maximumSize(100_000)
					.build((key) -> Bucket.builder()
						// Not the machine's clock: when that is set
						// back, no bucket would be filled meanwhile.
						.withNanosecondPrecision()
						.addLimit((limit) -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
						.build());
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return SURVEYS.stream().noneMatch((surveys) -> surveys.matches(request));
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		long wait = take(this.addresses, ClientAddress.network(request.getRemoteAddr()));
		if (wait > 0) {
			refuse(request, response, chain, "access.tooManyRequests", wait);
			return;
		}
		UUID survey = survey(request);
		wait = (survey != null) ? take(this.surveys, survey) : 0;
		if (wait > 0) {
			refuse(request, response, chain, "access.tooManyResponses", wait);
			return;
		}
		chain.doFilter(request, response);
	}

	/** Takes one token, or returns in how many nanoseconds there is one; 0 if taken. */
	private static <K> long take(@Nullable LoadingCache<K, Bucket> buckets, K key) {
		if (buckets == null) {
			return 0;
		}
		ConsumptionProbe probe = buckets.get(key).tryConsumeAndReturnRemaining(1);
		return probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill());
	}

	private void refuse(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String code,
			long waitNanos) throws ServletException, IOException {
		this.limited.increment();
		Problem refusal = Problem.tooMany(1 + TimeUnit.NANOSECONDS.toSeconds(waitNanos), code);
		if (FORMS.matches(request) && request.getContentLength() >= 0
				&& request.getContentLength() <= LONGEST_KEPT_FORM) {
			DeferredRefusal.leave(request, refusal);
			chain.doFilter(request, response);
		}
		else {
			this.problems.write(request, response, refusal);
		}
	}

	/**
	 * The survey that a request writes to; {@code null} where it names none. One survey
	 * has one bucket, however its id is written.
	 */
	private static @Nullable UUID survey(HttpServletRequest request) {
		if (HttpMethod.GET.matches(request.getMethod())) {
			return null;
		}
		return SURVEYS.stream()
			.map((surveys) -> surveys.matcher(request))
			.filter(RequestMatcher.MatchResult::isMatch)
			.findFirst()
			.map((match) -> id(match.getVariables().getOrDefault("survey", "")))
			.orElse(null);
	}

	private static @Nullable UUID id(String survey) {
		try {
			return UUID.fromString(survey);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
