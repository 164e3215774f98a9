package dev.voce;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.voce.testing.Api;
import dev.voce.testing.Load;
import dev.voce.testing.OwnServer;
import dev.voce.testing.ServiceProcess;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills services, their database and the connections between them at random while clients
 * answer, amend and erase. {@code bench/chaos} runs more rounds of it.
 */
class ChaosTest {

	private final long seed = Long.getLong("chaos.seed", System.nanoTime());

	private final Random random = new Random(this.seed);

	@Test
	void everythingAcknowledgedIsThereOnceWhateverIsKilled(@TempDir Path directory) throws Exception {
		int rounds = Integer.getInteger("chaos.rounds", 3);
		int nodes = Integer.getInteger("chaos.nodes", 2);
		System.out.println("chaos: -Dchaos.seed=" + this.seed + " kills the same again");
		try (OwnServer server = new OwnServer(directory)) {
			List<Integer> ports = new ArrayList<>();
			List<ServiceProcess> services = new ArrayList<>();
			try {
				for (int i = 0; i < nodes; i++) {
					ports.add(freePort());
					services.add(start(server, ports.get(i)));
					services.get(i).port();
				}
				List<Api> apis = ports.stream().map(Api::new).toList();
				UUID survey = apis.get(0).npsSurvey();
				Load load = Load.start(apis, survey, 16, true);
				try (load) {
					for (int round = 1; round <= rounds; round++) {
						load.more(50);
						Thread.sleep(this.random.nextInt(1_000));
						String killed = kill(server, services, ports);
						System.out.printf("chaos round %d of %d: %s, %d answers acknowledged%n", round, rounds, killed,
								load.acknowledged.size());
					}
					load.more(50);
				}
				assertThat(load.wrong).isEmpty();
				apis.forEach((api) -> load.isStored(api, survey));
				System.out.printf("chaos: %d rounds, %d nodes, %d answers acknowledged, %d requests repeated%n", rounds,
						nodes, load.acknowledged.size(), load.repeated.get());
			}
			finally {
				for (ServiceProcess service : services) {
					service.close();
				}
			}
		}
	}

	private String kill(OwnServer server, List<ServiceProcess> services, List<Integer> ports) throws Exception {
		int node = this.random.nextInt(services.size());
		int kind = this.random.nextInt(4);
		if (kind == 0) {
			for (int i = 0; i < 5; i++) {
				server.terminateConnections();
				Thread.sleep(this.random.nextInt(200));
			}
			return "connections";
		}
		boolean database = kind != 1;
		boolean service = kind != 2;
		if (service) {
			services.get(node).kill();
		}
		if (database) {
			server.crash();
			Thread.sleep(this.random.nextInt(1_000));
			server.restart();
		}
		if (service) {
			services.set(node, start(server, ports.get(node)));
			services.get(node).port();
		}
		return (service ? "node " + node + " " : "") + (database ? "database" : "");
	}

	private static ServiceProcess start(OwnServer server, int port) {
		return ServiceProcess.start(Map.of("SPRING_DATASOURCE_URL", server.url(), "SPRING_DATASOURCE_USERNAME",
				"postgres", "SPRING_DATASOURCE_PASSWORD", "", "VOCE_BOOTSTRAP_KEY", VoceTest.KEY, "SERVER_PORT",
				Integer.toString(port)));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
