package dev.voce.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.voce.testing.Node;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** How many connections an address may hold open, and for how long without a request. */
class ConnectionsTest {

	private static final String REQUEST = "GET /actuator/health/liveness HTTP/1.1\r\nHost: x\r\n\r\n";

	private static Node start(String... properties) {
		return Node.start(TestDatabase.create(), TestDatabase.user(), TestDatabase.password(), properties);
	}

	private static Socket connect(Node node, String from) throws IOException {
		Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), node.port(), InetAddress.getByName(from), 0);
		socket.setSoTimeout(10_000);
		return socket;
	}

	/** Whether a request over this connection is answered. */
	private static boolean isServed(Socket socket) {
		try {
			socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Test
	void anAddressHoldsAnEighthOfAllConnectionsAtMost() throws Exception {
		try (Node node = start("server.tomcat.max-connections=40")) {
			List<Socket> held = new ArrayList<>();
			for (int i = 0; i < 5; i++) {
				held.add(connect(node, "127.0.1.1"));
				assertThat(isServed(held.get(i))).isTrue();
			}
			try (Socket more = connect(node, "127.0.1.1"); Socket other = connect(node, "127.0.1.2")) {
				assertThat(isServed(more)).isFalse();
				assertThat(isServed(other)).isTrue();
			}
			held.get(0).close();
			Wait.until("a closed connection frees a place", () -> {
				try (Socket next = connect(node, "127.0.1.1")) {
					return isServed(next);
				}
			});
			for (Socket socket : held) {
				socket.close();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "voce.limits.address-connections=0", "server.forward-headers-strategy=native" })
	void withoutABoundAndForTrustedProxiesThereMayBeAnyNumber(String property) throws Exception {
		try (Node node = start("server.tomcat.max-connections=16", property)) {
			List<Socket> held = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				held.add(connect(node, "127.0.1.1"));
				assertThat(isServed(held.get(i))).isTrue();
			}
			for (Socket socket : held) {
				socket.close();
			}
		}
	}

	@Test
	void aHeadThatTricklesIsWaitedForNoLongerThanOneThatDoesNotCome() throws Exception {
		try (Node node = start("server.tomcat.connection-timeout=500ms")) {
			trickle(node, "GET /", "a");
			trickle(node, "\r\n", "\n"); // blank lines may come before it
			keepAlive(node);
		}
	}

	private static void trickle(Node node, String beginning, String more) throws Exception {
		try (Socket socket = connect(node, "127.0.1.1")) {
			assertThat(isServed(socket)).isTrue();
			socket.getInputStream().skipNBytes(socket.getInputStream().available());
			long start = System.nanoTime();
			socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
			Wait.until("it is closed", () -> {
				Thread.sleep(200);
				try {
					socket.getOutputStream().write(more.getBytes(StandardCharsets.US_ASCII));
					return false;
				}
				catch (IOException ex) {
					return true;
				}
			});
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
		}
	}

	/** After a response, too, a connection waits longer for the next request. */
	private static void keepAlive(Node node) throws Exception {
		try (Socket socket = connect(node, "127.0.1.1")) {
			String post = "POST /api/v1/public/surveys/" + node.api().npsSurvey() + "/responses HTTP/1.1\r\nHost: x\r\n"
					+ "Content-Type: application/json\r\nContent-Length: 23\r\n\r\n{\"answers\": {\"nps\": 9}}";
			socket.getOutputStream().write(post.getBytes(StandardCharsets.US_ASCII));
			Wait.until("it is answered", () -> socket.getInputStream().available() > 0);
			Thread.sleep(2_500);
			socket.getInputStream().skipNBytes(socket.getInputStream().available());
			assertThat(isServed(socket)).isTrue();
		}
	}

}
