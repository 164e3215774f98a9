package dev.voce.response;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

@VoceTest
class LedgerTest {

	private final Ledger ledger;

	private final Timer transactions;

	LedgerTest(@Autowired Ledger ledger, @Autowired MeterRegistry meters) {
		this.ledger = ledger;
		this.transactions = meters.get("voce.batch.write").timer();
	}

	/** Citus refuses to lock the rows of no survey. */
	@Test
	void nothingToWriteIsNoTransaction() {
		long before = this.transactions.count();
		assertThat(this.ledger.write(List.of(), Ledger.Locking.WAIT)).isEmpty();
		assertThat(this.transactions.count()).isEqualTo(before);
	}

}
