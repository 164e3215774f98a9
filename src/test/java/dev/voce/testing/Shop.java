package dev.voce.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.NullUnmarked;

/** Somebody else's website on an origin of its own, which embeds the widget. */
@NullUnmarked
public final class Shop implements AutoCloseable {

	private final HttpServer server;

	private final Map<String, String> pages = new ConcurrentHashMap<>();

	private final Map<String, String> policies = new ConcurrentHashMap<>();

	public Shop() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	public String origin() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	/** Serves a page, and returns its address. */
	public String page(String path, String html) {
		this.pages.put(path, html);
		return origin() + path;
	}

	public void policy(String path, String policy) {
		this.policies.put(path, policy);
	}

	private void answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		String page = path.equals("/favicon.ico") ? "" : this.pages.get(path);
		byte[] body = ((page != null) ? page : "no such page").getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
		if (this.policies.containsKey(path)) {
			exchange.getResponseHeaders().set("Content-Security-Policy", this.policies.get(path));
		}
		exchange.sendResponseHeaders((page != null) ? 200 : 404, body.length);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(body);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
