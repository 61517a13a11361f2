package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.OptionalLong;

/**
 * One entry of the snapshot table (section "Snapshots"); all numbers are unsigned.
 *
 * @param id the unique id, as text
 * @param name the name, as text
 * @param dateSeconds the time at which it was taken, in seconds since 1970-01-01T00:00:00Z, 32 bits
 * @param dateNanoseconds the nanoseconds of that time
 * @param vmClockNanoseconds the time for which the guest had been running
 * @param vmStateSize the size of the virtual machine's state in bytes
 * @param diskSize the size of the virtual disk in bytes at that time, if recorded
 * @param instructionCount the guest's instruction counter, if recorded
 * @param extraDataSize the length of the entry's extra data in bytes
 */
public record Snapshot(
        Bytes id,
        Bytes name,
        long dateSeconds,
        long dateNanoseconds,
        long vmClockNanoseconds,
        long vmStateSize,
        OptionalLong diskSize,
        OptionalLong instructionCount,
        long extraDataSize) {}
