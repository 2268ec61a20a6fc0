package io.github.attentionmoa.examples.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say what is asked, and the conversation that they make. */
final class QuestionOptions {
  @Parameters(
      paramLabel = "QUESTION",
      arity = "0..1",
      description = "What is asked; - or nothing for standard input.")
  @Nullable String question;

  @Option(names = "--system", paramLabel = "TEXT", description = "A system text for every call.")
  @Nullable String system;

  @Option(
      names = "--messages",
      paramLabel = "FILE",
      description = "An earlier conversation: a JSON array of {role, content}.")
  @Nullable Path messages;

  /** Returns the conversation to be asked; reads standard input if the question is there. */
  Conversation conversation(Terminal terminal) {
    List<Message> turns = new ArrayList<>();
    if (system != null) {
      turns.add(turn("--system", "system", system));
    }
    if (messages != null) {
      turns.addAll(read(messages));
    }
    if (question != null || messages == null) {
      turns.add(turn("QUESTION", "user", text(terminal)));
    }
    if (turns.isEmpty() || turns.get(turns.size() - 1).role() != Role.USER) {
      throw new UsageException(
          "--messages: does not end with a user turn (expected: one, or a QUESTION after it)");
    }
    return Conversation.of(turns);
  }

  private String text(Terminal terminal) {
    if (question != null && !question.equals("-")) {
      return question;
    }
    if (terminal.isInTerminal()) {
      terminal.err().println("moa: type the question, then Ctrl-D");
    }
    try {
      return new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageException("standard input: cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Message> read(Path file) {
    JsonNode array;
    try {
      array = new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new UsageException(
          "--messages: " + file + " is no JSON, line " + e.getLocation().getLineNr(), e);
    } catch (IOException e) {
      throw new UsageException("--messages: " + file + " cannot be read: " + reason(e), e);
    }
    if (!array.isArray()) {
      throw new UsageException(
          "--messages: " + file + " (expected: a JSON array of {role, content})");
    }
    List<Message> turns = new ArrayList<>();
    for (JsonNode turn : array) {
      String where = "--messages: turn " + (turns.size() + 1) + " of " + file;
      if (!turn.path("role").isTextual() || !turn.path("content").isTextual()) {
        throw new UsageException(where + " (expected: role and content, both strings)");
      }
      turns.add(turn(where, turn.get("role").textValue(), turn.get("content").textValue()));
    }
    return turns;
  }

  /** Returns the reason in words: some exceptions of files have none in their message. */
  private static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "no such file" : e.toString();
  }

  private static Message turn(String where, String role, String text) {
    if (text.isBlank()) {
      throw new UsageException(where + ": blank (expected: some words)");
    }
    return switch (role) {
      case "system" -> Message.system(text);
      case "user" -> Message.user(text);
      case "assistant" -> Message.assistant(text);
      default ->
          throw new UsageException(
              where + ": role '" + role + "' (expected: system, user or assistant)");
    };
  }
}
