package dev.voce.cases;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A mail server that takes every mail, but for one address. */
final class RefusingMailServer implements AutoCloseable {

	private final String refused;

	private final ServerSocket socket;

	RefusingMailServer(String refused) throws IOException {
		this.refused = refused;
		this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread thread = new Thread(this::serve, "refusing mail server");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.socket.getLocalPort();
	}

	private void serve() {
		while (!this.socket.isClosed()) {
			try (Socket client = this.socket.accept()) {
				talk(client);
			}
			catch (IOException closed) {
				// by the client, or the test is over
			}
		}
	}

	private void talk(Socket client) throws IOException {
		BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
		OutputStream out = client.getOutputStream();
		say(out, "220 ready");
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			String command = line.toUpperCase(Locale.ROOT);
			if (command.startsWith("RCPT") && line.contains(this.refused)) {
				say(out, "550 5.1.1 no such mailbox");
			}
			else if (command.equals("DATA")) {
				say(out, "354 go on");
				while (!".".equals(in.readLine())) {
					// thrown away
				}
				say(out, "250 taken");
			}
			else {
				say(out, command.equals("QUIT") ? "221 bye" : "250 yes");
			}
		}
	}

	private static void say(OutputStream out, String line) throws IOException {
		out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
