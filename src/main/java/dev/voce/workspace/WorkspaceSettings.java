package dev.voce.workspace;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a workspace, as they are stored.
 *
 * @param brandName the owner's name as visitors see it
 * @param accent the owner's colour
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkspaceSettings(@Nullable String brandName, @Nullable String accent) {
}
