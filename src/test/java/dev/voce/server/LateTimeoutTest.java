package dev.voce.server;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Timeouts that Tomcat sends to connections whose requests have gone on meanwhile. */
@VoceTest
class LateTimeoutTest {

	private final Api api;

	private final NioEndpoint endpoint;

	LateTimeoutTest(@LocalServerPort int port, @Autowired ServletWebServerApplicationContext context) {
		this.api = new Api(port);
		TomcatWebServer server = (TomcatWebServer) Objects.requireNonNull(context.getWebServer());
		NioEndpoint endpoint = ReflectionTestUtils.invokeMethod(server.getTomcat().getConnector().getProtocolHandler(),
				"getEndpoint");
		this.endpoint = Objects.requireNonNull(endpoint);
	}

	@Test
	void aTimeoutThatComesTooLateTakesNoRequestAwayFromItsConnection() throws Exception {
		UUID survey = this.api.npsSurvey();
		AtomicBoolean over = new AtomicBoolean();
		CompletableFuture<Void> late = CompletableFuture.runAsync(() -> {
			while (!over.get()) {
				this.endpoint.getConnections().forEach((socket) -> socket.processSocket(SocketEvent.TIMEOUT, true));
				LockSupport.parkNanos(200_000);
			}
		});
		try {
			for (int i = 0; i < 300; i++) {
				this.api.post("/api/v1/surveys/" + survey + "/responses", "{\"answers\": {\"nps\": 9}}").is(201);
			}
		}
		finally {
			over.set(true);
		}
		assertThat(late).succeedsWithin(Duration.ofSeconds(10));
	}

}
