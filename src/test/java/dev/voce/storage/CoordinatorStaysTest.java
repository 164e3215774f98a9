package dev.voce.storage;

import com.zaxxer.hikari.SQLExceptionOverride.Override;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

import static org.assertj.core.api.Assertions.assertThat;

class CoordinatorStaysTest {

	private final CoordinatorStays override = new CoordinatorStays();

	private static PSQLException failure(String state) {
		return new PSQLException(
				new ServerErrorMessage("SERROR\0VERROR\0C" + state + "\0Mconnection to the remote node failed\0"));
	}

	@Test
	void connectionStaysWhenTheCoordinatorReportsThatAWorkerIsUnavailable() {
		assertThat(this.override.adjudicate(failure("08006"))).isEqualTo(Override.DO_NOT_EVICT);
	}

	@Test
	void connectionGoesWhenTheCoordinatorShutsDownOrIsNotReached() {
		assertThat(this.override.adjudicate(failure("57P01"))).isEqualTo(Override.CONTINUE_EVICT);
		assertThat(this.override.adjudicate(new PSQLException("I/O error", PSQLState.CONNECTION_FAILURE)))
			.isEqualTo(Override.CONTINUE_EVICT);
	}

}
