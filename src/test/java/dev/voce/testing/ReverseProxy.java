package dev.voce.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A proxy before a service, as people configure them. */
public final class ReverseProxy implements AutoCloseable {

	/** What each connection has of its own. */
	private static final Set<String> OWN = Set.of("connection", "content-length", "host", "upgrade", "http2-settings",
			"transfer-encoding", "accept-encoding", "content-encoding", ":status");

	/** What it does to a service. */
	public enum Habit {

		/** Stands before a service that has a path of its own. */
		KEEPS_PREFIX,

		/** Strips the path, and names it in {@code X-Forwarded-Prefix}. */
		STRIPS_PREFIX,

		/** Compresses, and makes tags weak as nginx does. */
		COMPRESSES_WITH_WEAK_TAGS,

		/** Compresses, and marks tags as Apache does. */
		COMPRESSES_WITH_MARKED_TAGS,

		/** Passes no tags on. */
		DROPS_TAGS

	}

	private final HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	private final int port;

	private final String prefix;

	private final Habit habit;

	/**
	 * Starts one.
	 * @param port of the service
	 * @param prefix of all paths, such as {@code /voce}, or empty
	 */
	public ReverseProxy(int port, String prefix, Habit habit) {
		this.port = port;
		this.prefix = prefix;
		this.habit = habit;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext(prefix + "/", this::pass);
		this.server.start();
	}

	public int port() {
		return this.server.getAddress().getPort();
	}

	private void pass(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().toString();
			boolean strips = this.habit == Habit.STRIPS_PREFIX;
			HttpRequest.Builder request = HttpRequest.newBuilder(URI
				.create("http://localhost:" + this.port + (strips ? path.substring(this.prefix.length()) : path)));
			exchange.getRequestHeaders().forEach((name, values) -> {
				if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
					values.forEach((value) -> request.header(name, value));
				}
			});
			request.header("X-Forwarded-Host", exchange.getRequestHeaders().getFirst("Host"));
			request.header("X-Forwarded-Proto", "http");
			if (strips) {
				request.header("X-Forwarded-Prefix", this.prefix);
			}
			byte[] body = exchange.getRequestBody().readAllBytes();
			request.method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
			reply(exchange, this.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void reply(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
		byte[] body = response.body();
		boolean compresses = this.habit == Habit.COMPRESSES_WITH_WEAK_TAGS
				|| this.habit == Habit.COMPRESSES_WITH_MARKED_TAGS;
		response.headers().map().forEach((name, values) -> {
			if (name.equalsIgnoreCase("ETag")) {
				values.stream()
					.flatMap((tag) -> tag(tag).stream())
					.forEach((tag) -> exchange.getResponseHeaders().add(name, tag));
			}
			else if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
				values.forEach((value) -> exchange.getResponseHeaders().add(name, value));
			}
		});
		if (compresses && body.length > 0) {
			body = gzip(body);
			exchange.getResponseHeaders().set("Content-Encoding", "gzip");
		}
		exchange.sendResponseHeaders(response.statusCode(), (body.length > 0) ? body.length : -1);
		if (body.length > 0) {
			exchange.getResponseBody().write(body);
		}
	}

	private List<String> tag(String tag) {
		return switch (this.habit) {
			case DROPS_TAGS -> List.of();
			case COMPRESSES_WITH_WEAK_TAGS -> List.of(tag.startsWith("W/") ? tag : "W/" + tag);
			case COMPRESSES_WITH_MARKED_TAGS -> List.of(tag.replaceAll("\"$", "-gzip\""));
			default -> List.of(tag);
		};
	}

	private static byte[] gzip(byte[] body) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
			out.write(body);
		}
		return bytes.toByteArray();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
