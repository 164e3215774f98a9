package dev.voce.survey;

import java.util.Set;
import java.util.UUID;

/**
 * Published within the transaction that changes the segments of a published survey, while
 * its state is locked.
 *
 * @param survey the survey's id
 * @param added segments under which the stored responses have not been counted
 * @param removed segments that are no longer counted
 */
public record SegmentsChanged(UUID survey, Set<String> added, Set<String> removed) {
}
