package dev.voce.storage;

import java.nio.file.Path;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Two services can't share the data of one embedded PostgreSQL. */
class DirectoryInUse extends IllegalStateException {

	DirectoryInUse(Path directory) {
		super(directory + " is in use by another Voce");
	}

	/** Reports it in two sentences instead of a stack trace. */
	static class Analyzer extends AbstractFailureAnalyzer<DirectoryInUse> {

		@Override
		protected FailureAnalysis analyze(Throwable rootFailure, DirectoryInUse cause) {
			return new FailureAnalysis(String.valueOf(cause.getMessage()),
					"Stop the other one, or set VOCE_DATA_DIRECTORY to another directory", cause);
		}

	}

}
