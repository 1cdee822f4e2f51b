package org.autoprivacy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * What this build was made from.
 *
 * @param version the project's version
 * @param commit the commit's full hash, with {@code -dirty} where files had changed; {@code
 *     unknown} outside a git checkout
 */
public record BuildInfo(String version, String commit) {

  private static final BuildInfo CURRENT = load();

  /** The build that is running. */
  public static BuildInfo current() {
    return CURRENT;
  }

  private static BuildInfo load() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the jar of autoprivacy-core is damaged: build it again", e);
    }
    String commit = properties.getProperty("git.commit.id.full", "unknown");
    boolean dirty = Boolean.parseBoolean(properties.getProperty("git.dirty", "false"));
    return new BuildInfo(
        properties.getProperty("git.build.version", "unknown"), dirty ? commit + "-dirty" : commit);
  }
}
