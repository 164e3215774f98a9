package dev.voce.alert;

import java.util.UUID;

/**
 * An alert that was raised or is over, published within the transaction that records it.
 *
 * @param workspace whose
 * @param raised whether it was raised; else it is over
 * @param alert what {@code GET} of the alert returns
 */
public record AlertChanged(UUID workspace, boolean raised, AlertView alert) {
}
