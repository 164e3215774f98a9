package dev.voce.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/**
 * Measures a running service and prints a table. The baselines are called over the same
 * paths as what is compared with them, in turn with it.
 */
public final class Bench {

	private Bench() {
	}

	/**
	 * Measures.
	 * @param arguments the service's port, its key, its data directory, and the sections
	 * wanted: cells, intake, batch, figures, cases, pages, snapshot
	 */
	public static void main(String[] arguments) throws Exception {
		Service service = new Service(Integer.parseInt(arguments[0]), arguments[1]);
		Postgres postgres = new Postgres(Path.of(arguments[2]));
		Set<String> sections = Set.of(Arrays.copyOfRange(arguments, 3, arguments.length));
		Results results = new Results();
		if (sections.contains("cells")) {
			new CellsSection(results).run();
		}
		if (sections.contains("intake")) {
			new IntakeSection(service, postgres, results).run();
		}
		if (sections.contains("batch")) {
			new BatchSection(service, results).run();
		}
		if (sections.contains("figures")) {
			new FiguresSection(service, results).run();
		}
		if (sections.contains("cases")) {
			new CasesSection(service, results).run();
		}
		if (sections.contains("pages")) {
			new PagesSection(service, Path.of(System.getProperty("bench.log")), results).run();
		}
		if (sections.contains("snapshot")) {
			new SnapshotSection(service, postgres, results).run();
		}
		results.print();
	}

}
