package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import java.util.OptionalLong;

/**
 * One entry of the snapshot table (section "Snapshots"); all numbers are to be read as unsigned.
 *
 * @param id the unique id, as text
 * @param name the name, as text
 * @param dateSeconds when it was taken, in seconds since 1970-01-01T00:00:00Z, 32 bits
 * @param dateNanoseconds the rest of that second
 * @param vmClockNanoseconds how long the guest had been running
 * @param vmStateSize bytes of the virtual machine's state
 * @param diskSize bytes of the virtual disk when it was taken, where the entry says so
 * @param instructionCount the guest's instruction counter, where the entry says so
 * @param extraDataSize bytes of the entry's extra data
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
