package dev.voce.storage;

import java.nio.file.Path;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** PostgreSQL can't read the data of another major version. */
class DataOfAnotherVersion extends IllegalStateException {

	DataOfAnotherVersion(Path cluster, String made, int brought) {
		super("%s is the data of PostgreSQL %s, and this Voce brings PostgreSQL %d".formatted(cluster, made, brought));
	}

	/** Reports it in two sentences instead of a stack trace. */
	static class Analyzer extends AbstractFailureAnalyzer<DataOfAnotherVersion> {

		@Override
		protected FailureAnalysis analyze(Throwable rootFailure, DataOfAnotherVersion cause) {
			return new FailureAnalysis(String.valueOf(cause.getMessage()),
					"Dump it with the Voce that made it, and restore it into a new directory:"
							+ " docs/operations.md, Another version of PostgreSQL",
					cause);
		}

	}

}
