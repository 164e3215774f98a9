package dev.voce.workspace;

/**
 * A workspace as clients see it. It can be sent back with {@code PUT} as it is.
 *
 * @param revision rises with every change: what the ETag is made of
 * @param name its name for the people who work in it
 * @param brand what visitors see of its owner
 */
record WorkspaceView(long revision, String name, Brand brand) {
}
