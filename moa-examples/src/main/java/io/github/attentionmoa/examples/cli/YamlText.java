package io.github.attentionmoa.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the plain part of YAML: keys, lists and texts, nothing that refers or converts. */
final class YamlText {
  private static final int MAX_DEPTH = 8;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setAllowNonScalarKeys(true).build();

  private YamlText() {}

  /**
   * Returns the root of the one document; empty if there is none.
   *
   * @throws UsageException if it is no such text; what stands in it is not quoted, it may be a key
   */
  static Optional<Node> root(ConfigProblems file, byte[] content) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      checkPlain(file, new Parse(SETTINGS).parseString(text));
      return new Compose(SETTINGS).composeString(text);
    } catch (CharacterCodingException e) {
      throw new UsageException(file + ": no text in UTF-8 (expected: a YAML file)", e);
    } catch (MarkedYamlEngineException e) {
      String where = e.getProblemMark().map(file::where).orElse(file.toString());
      String context = e.getContext() == null ? "" : e.getContext() + ", ";
      throw new UsageException(where + ": no YAML: " + context + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new UsageException(file + ": no YAML: it has characters that are no text", e);
    } catch (IllegalArgumentException e) {
      // The parser reads the number of an escape without a look at it
      throw new UsageException(file + ": no YAML: it has an escape of no character", e);
    }
  }

  /** Checks what composing and reading it could stumble over, before that is done. */
  private static void checkPlain(ConfigProblems file, Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      boolean isTooDeep = depth > MAX_DEPTH;
      if (isTooDeep || refersOrConverts(event)) {
        String where = event.getStartMark().map(file::where).orElse(file.toString());
        String what = isTooDeep ? "nested too deep" : "an anchor, an alias or a tag";
        throw new UsageException(where + ": " + what + " (expected: keys, lists and texts)");
      }
    }
  }

  private static boolean refersOrConverts(Event event) {
    return event instanceof AliasEvent
        || (event instanceof NodeEvent node && node.getAnchor().isPresent())
        || (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
        || (event instanceof CollectionStartEvent start && start.getTag().isPresent());
  }
}
