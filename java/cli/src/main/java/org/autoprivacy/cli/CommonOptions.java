package org.autoprivacy.cli;

import picocli.CommandLine.Option;

/** The options that every command has. */
final class CommonOptions {

  @Option(names = "--json", description = "Print exactly one JSON document.")
  boolean json;

  @Option(names = "--quiet", description = "No progress and no logs on standard error.")
  boolean quiet;

  @Option(names = "--debug", description = "Print a stack trace when something fails.")
  boolean debug;
}
