package org.autoprivacy.search;

/**
 * Where a selection comes from.
 *
 * @param version version of the project
 * @param commit commit of the project
 * @param dataset the images that accuracy was measured on
 * @param engine the engine that latencies were measured on
 * @param calibration what identifies the machine profile
 */
public record Provenance(
    String version, String commit, String dataset, String engine, String calibration) {}
