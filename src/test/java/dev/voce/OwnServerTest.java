package dev.voce;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import dev.voce.testing.Network;
import dev.voce.testing.Node;
import dev.voce.testing.OwnServer;

/** A node on a database server of its own, which tests may crash. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OwnServerTest {

	private final String[] properties;

	OwnServer server;

	Node node;

	/**
	 * Sets what the node is started with.
	 * @param properties as {@code name=value}
	 */
	OwnServerTest(String... properties) {
		this.properties = properties;
	}

	@BeforeAll
	void start(@TempDir Path directory) {
		this.server = new OwnServer(directory);
		this.node = Node.start(this.server.url(), "postgres", "", this.properties);
	}

	@AfterAll
	void stop() throws Exception {
		this.node.close();
		this.server.close();
	}

	/** Starts a further node, which reaches the server through a network. */
	Node start(Network network, String... properties) {
		return Node.start(this.server.url().replace(":" + this.server.port(), ":" + network.port()), "postgres", "",
				properties);
	}

}
