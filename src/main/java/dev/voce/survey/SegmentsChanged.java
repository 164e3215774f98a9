package dev.voce.survey;

import java.util.Set;
import java.util.UUID;

/**
 * Published within the transaction that changes what a published survey's figures can be
 * broken down by, while its state is locked.
 *
 * @param survey the survey's id
 * @param added segments that answers already given have not been counted under
 * @param removed segments that are no longer counted
 */
public record SegmentsChanged(UUID survey, Set<String> added, Set<String> removed) {
}
