package org.autoprivacy.cli;

import org.autoprivacy.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    BuildInfo build = BuildInfo.current();
    return new String[] {"autoprivacy " + build.version() + " (commit " + build.commit() + ")"};
  }
}
