package io.cowhand.fleet;

/**
 * The shard of a fleet that a plan or a run was limited to.
 *
 * @param shard the shard
 * @param images the number of images in all shards together
 */
public record FleetPart(Shard shard, long images) {}
