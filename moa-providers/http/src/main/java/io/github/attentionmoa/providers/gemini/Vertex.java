package io.github.attentionmoa.providers.gemini;

import java.util.Set;

/** Addresses of models on Vertex AI. */
final class Vertex {
  private static final Set<String> MULTI_REGIONS = Set.of("us", "eu");

  private Vertex() {}

  /**
   * Returns the base URL of Google's models in a project.
   *
   * @throws IllegalArgumentException if one of the parts is no name
   */
  static String baseUrl(String project, String location) {
    return "https://"
        + host(checked("location", location, "[a-z0-9-]+"))
        + "/v1beta1/projects/"
        + checked("project", project, "[a-z0-9.:-]+")
        + "/locations/"
        + location
        + "/publishers/google";
  }

  private static String host(String location) {
    if (location.equals("global")) {
      return "aiplatform.googleapis.com";
    }
    return MULTI_REGIONS.contains(location)
        ? "aiplatform." + location + ".rep.googleapis.com"
        : location + "-aiplatform.googleapis.com";
  }

  private static String checked(String name, String value, String pattern) {
    if (!value.matches(pattern)) {
      throw new IllegalArgumentException(
          name + ": '" + value + "' (expected: lower case letters, digits, -)");
    }
    return value;
  }
}
