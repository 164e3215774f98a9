package dev.voce.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Voce that is attacked. */
final class Target {

	private static final int PATIENCE_MILLIS = 15_000;

	private final int port;

	private final String key;

	private final String pid = System.getProperty("attack.pid", "");

	private final String log = System.getProperty("attack.log", "");

	Target(URI url, String key) {
		this.port = (url.getPort() < 0) ? 80 : url.getPort();
		this.key = key;
	}

	int port() {
		return this.port;
	}

	/** The headers of who has a key. */
	String authorization() {
		return "Authorization: Bearer " + this.key + "\r\n";
	}

	/** A connection from an address of this machine. */
	Socket connect(String from) throws IOException {
		Socket socket = new Socket();
		socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
		socket.setSoTimeout(PATIENCE_MILLIS);
		socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), this.port), PATIENCE_MILLIS);
		return socket;
	}

	/** Sends a request over a connection of its own, and returns the reply. */
	String send(String from, String... parts) throws IOException {
		try (Socket socket = connect(from)) {
			for (int i = 0; i < parts.length; i++) {
				if (i > 0) {
					TimeUnit.MILLISECONDS.sleep(20); // so that it is a packet of its own
				}
				socket.getOutputStream().write(parts[i].getBytes(StandardCharsets.ISO_8859_1));
			}
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	static String post(String path, String headers, String body) {
		return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
				+ "Content-Type: application/json\r\n" + headers + "Content-Length: "
				+ body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
	}

	static String get(String path, String headers) {
		return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n";
	}

	/** Makes a survey, publishes it, and returns its id. */
	String survey(String body) throws IOException {
		String created = send("127.0.0.1", post("/api/v1/surveys", authorization(), body));
		Matcher id = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"").matcher(created);
		if (!id.find()) {
			throw new IllegalStateException(created);
		}
		send("127.0.0.1", post("/api/v1/surveys/" + id.group(1) + "/publish", authorization(), ""));
		return id.group(1);
	}

	/** A survey with one question. */
	String survey() throws IOException {
		return survey("""
				{"name": "Attacked", "questions": [
				  {"key": "nps", "type": "NPS", "text": {"en": "How likely are you to recommend us?"}}]}""");
	}

	/** The heap in use, after a collection where the process is known. */
	String heap() {
		try {
			if (!this.pid.isEmpty()) {
				String java = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
				new ProcessBuilder(java, this.pid, "GC.run").redirectErrorStream(true)
					.redirectOutput(ProcessBuilder.Redirect.DISCARD)
					.start()
					.waitFor(30, TimeUnit.SECONDS);
			}
			String metrics = send("127.0.0.1", get("/actuator/prometheus", authorization()));
			Matcher used = Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"[^}]*} ([0-9.E]+)").matcher(metrics);
			double bytes = 0;
			while (used.find()) {
				bytes += Double.parseDouble(used.group(1));
			}
			return (bytes > 0) ? Math.round(bytes / 1024 / 1024) + " MB" : "unknown";
		}
		catch (IOException | InterruptedException ex) {
			return "**does not answer**";
		}
	}

	/** How much was logged until now, in bytes; 0 where the log isn't known. */
	long logged() throws IOException {
		return this.log.isEmpty() ? 0 : Files.size(Path.of(this.log));
	}

}
