package dev.voce.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A receiver of webhooks that behaves as it is told to, one connection per message. */
public final class Receiver implements AutoCloseable {

	private volatile ServerSocket socket;

	private final List<Message> messages = new ArrayList<>();

	private volatile Behaviour behaviour = status(200);

	/** A message that was received. */
	public record Message(String path, Map<String, String> headers, String body) {
	}

	/** Replies to a message. */
	public interface Behaviour {

		void reply(Message message, OutputStream out) throws IOException, InterruptedException;

	}

	public Receiver() {
		this.socket = listen(0);
	}

	private ServerSocket listen(int port) {
		try {
			ServerSocket opened = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
			Thread thread = new Thread(() -> accept(opened), "receiver");
			thread.setDaemon(true);
			thread.start();
			return opened;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Listens again where it did, after it was closed. */
	public void open() {
		this.socket = listen(this.socket.getLocalPort());
	}

	/** Replies with a status and headers, such as {@code Retry-After: 3}. */
	public static Behaviour status(int status, String... headers) {
		return (message, out) -> {
			StringBuilder reply = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
			for (String header : headers) {
				reply.append(header).append("\r\n");
			}
			out.write(reply.append("Content-Length: 2\r\nConnection: close\r\n\r\nok").toString().getBytes());
		};
	}

	public String url() {
		return "http://127.0.0.1:" + this.socket.getLocalPort();
	}

	public Receiver behave(Behaviour behaviour) {
		this.behaviour = behaviour;
		return this;
	}

	/** All that came until now. */
	public List<Message> messages() {
		synchronized (this.messages) {
			return List.copyOf(this.messages);
		}
	}

	private void accept(ServerSocket opened) {
		while (!opened.isClosed()) {
			try {
				Socket connection = opened.accept();
				Thread thread = new Thread(() -> serve(connection), "receiver-connection");
				thread.setDaemon(true);
				thread.start();
			}
			catch (IOException ex) {
				return; // closed
			}
		}
	}

	private void serve(Socket connection) {
		try (connection) {
			Message message = read(connection.getInputStream());
			synchronized (this.messages) {
				this.messages.add(message);
			}
			this.behaviour.reply(message, connection.getOutputStream());
			connection.getOutputStream().flush();
		}
		catch (IOException | InterruptedException ex) {
			// the sender left
		}
	}

	private static Message read(InputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("no message");
			}
			head.write(next);
		}
		String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n");
		Map<String, String> headers = new TreeMap<>();
		for (int i = 1; i < lines.length; i++) {
			int colon = lines[i].indexOf(':');
			headers.put(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), lines[i].substring(colon + 1).trim());
		}
		byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
		return new Message(lines[0].split(" ")[1], headers, new String(body, StandardCharsets.UTF_8));
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
