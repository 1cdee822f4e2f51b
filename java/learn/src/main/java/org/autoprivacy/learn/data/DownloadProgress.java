package org.autoprivacy.learn.data;

/** Is told how a download goes on. */
@FunctionalInterface
public interface DownloadProgress {

  /** Says nothing. */
  DownloadProgress NONE = (what, part) -> {};

  /**
   * More has been done.
   *
   * @param what is done, such as {@code fetching cifar-10-binary.tar.gz}
   * @param part in [0, 1]; 0 where the whole is not known
   */
  void update(String what, double part);
}
