package dev.voce.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Posts to addresses that users entered, and opens some. The host is resolved once and
 * checked by {@link OutboundGuard}, and these very addresses are connected to; over TLS
 * the name still has to be that of the certificate. Redirects are not followed, and only
 * the beginning of a reply is read.
 */
@Component
public class OutboundClient implements DisposableBean {

	/** How long an attempt takes at most, looking up the host included or not. */
	public static final Duration LONGEST = Duration.ofSeconds(15);

	private static final Timeout CONNECTING = Timeout.ofSeconds(5);

	private static final int MOST_READ = 4 * 1024;

	private static final int LONGEST_REASON = 200;

	private static final int MOST_CONNECTIONS = 128;

	private static final Pattern BLANKS = Pattern.compile("[\\p{Cntrl}\\s]+");

	private final OutboundGuard guard;

	/** Made for the first request: reading the trusted certificates takes time. */
	private @Nullable CloseableHttpClient client;

	/** Ends what takes too long, however slowly it goes on. */
	private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1, (task) -> {
		Thread thread = new Thread(task, "outbound-deadlines");
		thread.setDaemon(true);
		return thread;
	});

	private final Duration longest;

	@Autowired
	OutboundClient(OutboundGuard guard) {
		this(guard, LONGEST);
	}

	OutboundClient(OutboundGuard guard, Duration limit) {
		this.guard = guard;
		this.longest = limit;
		this.deadlines.setRemoveOnCancelPolicy(true); // else each is held for all its
														// time
	}

	private synchronized CloseableHttpClient client() {
		if (this.client == null) {
			this.client = newClient();
		}
		return this.client;
	}

	private CloseableHttpClient newClient() {
		Timeout longest = Timeout.of(this.longest);
		return HttpClients.custom()
			.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
				.setDnsResolver(new GuardedNames(this.guard))
				.setDefaultConnectionConfig(ConnectionConfig.custom()
					.setConnectTimeout(CONNECTING)
					.setSocketTimeout(longest)
					.setTimeToLive(TimeValue.ofMinutes(1))
					.setValidateAfterInactivity(TimeValue.ofMilliseconds(200))
					.build())
				.setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(CONNECTING).build())
				.setMaxConnTotal(MOST_CONNECTIONS)
				.setMaxConnPerRoute(MOST_CONNECTIONS)
				.build())
			.setDefaultRequestConfig(RequestConfig.custom()
				.setConnectionRequestTimeout(CONNECTING)
				.setResponseTimeout(longest)
				.setRedirectsEnabled(false)
				.build())
			.setProxy((this.guard.proxy() != null) ? HttpHost.create(this.guard.proxy()) : null)
			.setUserAgent("Voce")
			.disableRedirectHandling()
			.disableAutomaticRetries()
			.disableCookieManagement()
			.disableAuthCaching()
			.disableContentCompression()
			.build();
	}

	/**
	 * Looks hosts up through the guard, for each connection anew; but the proxy's, which
	 * no user entered.
	 */
	private record GuardedNames(OutboundGuard guard) implements DnsResolver {

		@Override
		public InetAddress[] resolve(String host) throws UnknownHostException {
			return (this.guard.proxy() != null) ? InetAddress.getAllByName(host) : this.guard.resolve(host);
		}

		@Override
		public String resolveCanonicalHostname(String host) {
			return host;
		}

	}

	/**
	 * What came of a request.
	 *
	 * @param status the HTTP status; 0 where there was no reply
	 * @param reason the reason of the reply, or why there was none, in a few words
	 * @param body the beginning of the reply's body, as UTF-8
	 * @param retryAfter the header {@code Retry-After}, if there was one
	 * @param took how long it took
	 */
	public record Reply(int status, String reason, String body, @Nullable String retryAfter, Duration took) {

		/**
		 * Whether the receiver took it.
		 * @return {@code true} for a status from 200 to 299
		 */
		public boolean isSuccess() {
			return this.status >= 200 && this.status < 300;
		}

	}

	/**
	 * Posts JSON, within 15 seconds.
	 * @param url what {@link OutboundGuard#parse} returned; its path and query are sent
	 * as they are
	 * @param headers further headers
	 * @param body the JSON
	 * @return the reply, or why there was none
	 */
	public Reply post(URI url, Map<String, String> headers, byte[] body) {
		HttpPost request = new HttpPost(url);
		headers.forEach(request::setHeader);
		request.setHeader("Content-Type", "application/json; charset=utf-8");
		request.setEntity(new ByteArrayEntity(body, null));
		return send(request, url);
	}

	/**
	 * Opens an address, within 15 seconds.
	 * @param url what {@link OutboundGuard#parse} returned; its path and query are sent
	 * as they are
	 * @return the reply, or why there was none
	 */
	public Reply get(URI url) {
		return send(new HttpGet(url), url);
	}

	private Reply send(HttpUriRequestBase request, URI url) {
		long start = System.nanoTime();
		Future<?> deadline = this.deadlines.schedule(request::cancel, this.longest.toMillis(), TimeUnit.MILLISECONDS);
		try {
			if (this.guard.proxy() != null) {
				this.guard.check(url);
			}
			return sent(request, start);
		}
		catch (IOException | HttpException ex) {
			boolean late = request.isCancelled() || ex instanceof SocketTimeoutException;
			return new Reply(0, late ? "no reply within " + this.longest.toSeconds() + " s" : shortened(reason(ex)), "",
					null, since(start));
		}
		finally {
			deadline.cancel(false);
		}
	}

	private Reply sent(HttpUriRequestBase request, long start) throws IOException, HttpException {
		try (ClassicHttpResponse response = client().executeOpen(RoutingSupport.determineHost(request), request,
				null)) {
			String beginning = beginning(response.getEntity());
			Header retryAfter = response.getFirstHeader("Retry-After");
			return new Reply(response.getCode(), shortened(Objects.toString(response.getReasonPhrase(), "")), beginning,
					(retryAfter != null) ? retryAfter.getValue() : null, since(start));
		}
	}

	// What is longer is left: the connection is closed and not used again.
	private static String beginning(@Nullable HttpEntity entity) throws IOException {
		if (entity == null) {
			return "";
		}
		InputStream content = entity.getContent();
		byte[] read = content.readNBytes(MOST_READ);
		if (read.length < MOST_READ) {
			content.close();
		}
		return new String(read, StandardCharsets.UTF_8);
	}

	private static String reason(Exception failure) {
		return (failure instanceof ConnectionClosedException) ? "the connection was closed before the reply ended"
				: Objects.toString(failure.getMessage(), failure.getClass().getSimpleName());
	}

	private static String shortened(String text) {
		String line = BLANKS.matcher(text).replaceAll(" ").trim();
		return line.substring(0, Math.min(LONGEST_REASON, line.length()));
	}

	private static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start).truncatedTo(ChronoUnit.MILLIS);
	}

	@Override
	public synchronized void destroy() {
		this.deadlines.shutdownNow();
		if (this.client != null) {
			this.client.close(CloseMode.IMMEDIATE);
		}
	}

}
