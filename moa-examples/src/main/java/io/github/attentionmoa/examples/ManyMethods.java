package io.github.attentionmoa.examples;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.result.MoaResult;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every method of the literature over the same three agents: what it plans, and its answer. */
final class ManyMethods {
  private static final Pattern SECOND = Pattern.compile("BETTER \\w{8}: 2");

  private ManyMethods() {}

  /** Runs it; the agents always find the newer of two texts better. */
  public static void main(String[] args) {
    Agent ann = agent("ann", "It is 8.");
    List<Agent> agents = List.of(ann, agent("bob", "I count 8"), agent("cy", "There are 6."));

    show(Methods.vote(agents).name("vote"));
    show(Methods.bestOfN(agents, ann).name("best-of-n"));
    show(Methods.selfMoa(ann, 6).name("self-moa"));
    show(Methods.selfMoa(ann, 6, 3).name("self-moa, window 3"));
    show(Methods.moa(agents, 2, ann).name("moa"));
    show(Methods.rmoa(agents, 2, ann, 2).name("rmoa"));
    show(Methods.smoa(agents, 2, ann, 2).name("smoa"));
    show(Methods.attentionMoa(agents, 2, ann).name("attention-moa"));
  }

  private static void show(AttentionMoA.Builder method) {
    AttentionMoA moa = method.build();
    MoaResult result = moa.ask("How many legs has a spider?");
    int made = result.trace().calls().size();
    System.out.println(moa.name() + ": " + made + " calls made, " + moa.plan());
    System.out.println("  " + result.text());
  }

  private static Agent agent(String name, String answer) {
    return Agent.of(name, request -> verdict(request) + answer);
  }

  private static String verdict(CompletionRequest request) {
    List<Message> turns = request.conversation().messages();
    Matcher asked = SECOND.matcher(turns.get(turns.size() - 1).text());
    return asked.find() ? asked.group() + "\n" : "";
  }
}
