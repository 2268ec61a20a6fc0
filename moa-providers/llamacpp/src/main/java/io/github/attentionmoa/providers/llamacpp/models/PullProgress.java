package io.github.attentionmoa.providers.llamacpp.models;

/** Watches a download. Called on the thread that pulls, about once per 64 KB. */
@FunctionalInterface
public interface PullProgress {
  /**
   * Tells how far the download is.
   *
   * @param doneBytes bytes on disk, those of an earlier attempt included
   * @param totalBytes bytes of the whole file, or an estimate
   */
  void onBytes(long doneBytes, long totalBytes);

  /** Returns one that does nothing. */
  static PullProgress silent() {
    return (doneBytes, totalBytes) -> {};
  }
}
