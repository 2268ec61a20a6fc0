package io.github.attentionmoa.providers.http;

import io.github.attentionmoa.agent.Completion;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;

/** A reply of each protocol as its service writes it, whole or streamed, and read without a net. */
@SuppressWarnings(
    "ImmutableEnumChecker") // it is; the checker does not know constructors and List.of
public enum CannedReplies {
  ANTHROPIC(
      "anthropic.MessagesReply",
      Framing.EVENTS,
      "{'id':'msg_1','type':'message','role':'assistant','model':'m','content':[{'type':'text',"
          + "'text':'TEXT'}],'stop_reason':'end_turn','stop_sequence':null,'usage':"
          + "{'input_tokens':12,'output_tokens':300}}",
      List.of(
          "{'type':'message_start','message':{'id':'msg_1','type':'message','role':'assistant',"
              + "'content':[],'model':'m','usage':{'input_tokens':12,'output_tokens':1}}}",
          "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}"),
      "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'TEXT'}}",
      List.of(
          "{'type':'content_block_stop','index':0}",
          "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':9}}",
          "{'type':'message_stop'}")),
  BEDROCK(
      "bedrock.ConverseReply",
      Framing.BINARY_EVENTS,
      "{'output':{'message':{'role':'assistant','content':[{'text':'TEXT'}]}},'stopReason':"
          + "'end_turn','usage':{'inputTokens':12,'outputTokens':300},'metrics':{'latencyMs':1}}",
      List.of("{'role':'assistant'}"),
      "{'contentBlockIndex':0,'delta':{'text':'TEXT'}}",
      List.of(
          "{'contentBlockIndex':0}",
          "{'stopReason':'end_turn'}",
          "{'usage':{'inputTokens':12,'outputTokens':300},'metrics':{'latencyMs':1}}")),
  GEMINI(
      "gemini.GenerateReply",
      Framing.EVENTS,
      "{'candidates':[{'content':{'parts':[{'text':'TEXT'}],'role':'model'},'finishReason':'STOP',"
          + "'index':0}],'usageMetadata':{'promptTokenCount':12,'candidatesTokenCount':300},"
          + "'modelVersion':'m','responseId':'r'}",
      List.of(),
      "{'candidates':[{'content':{'parts':[{'text':'TEXT'}],'role':'model'},'index':0}],"
          + "'usageMetadata':{'promptTokenCount':12,'totalTokenCount':12},'modelVersion':'m',"
          + "'responseId':'r'}",
      List.of(
          "{'candidates':[{'content':{'parts':[{'text':''}],'role':'model'},'finishReason':'STOP',"
              + "'index':0}],'usageMetadata':{'promptTokenCount':12,'candidatesTokenCount':9}}")),
  OLLAMA(
      "ollama.ChatReply",
      Framing.LINES,
      "{'model':'m','created_at':'2026-11-22T20:00:00Z','message':{'role':'assistant','content':"
          + "'TEXT'},'done':true,'done_reason':'stop','prompt_eval_count':12,'eval_count':300}",
      List.of(),
      "{'model':'m','created_at':'2026-11-22T20:00:00Z','message':{'role':'assistant','content':"
          + "'TEXT'},'done':false}",
      List.of(
          "{'model':'m','message':{'role':'assistant','content':''},'done':true,'done_reason':"
              + "'stop','prompt_eval_count':12,'eval_count':300}")),
  OPENAI(
      "openai.ChatReply",
      Framing.EVENTS,
      "{'id':'chatcmpl-1','object':'chat.completion','created':1760000000,'model':'m','choices':"
          + "[{'index':0,'message':{'role':'assistant','content':'TEXT','refusal':null},"
          + "'logprobs':null,'finish_reason':'stop'}],'usage':{'prompt_tokens':12,"
          + "'completion_tokens':300,'total_tokens':312}}",
      List.of(),
      "{'id':'chatcmpl-1','object':'chat.completion.chunk','created':1760000000,'model':'m',"
          + "'choices':[{'index':0,'delta':{'content':'TEXT'},'logprobs':null,"
          + "'finish_reason':null}]}",
      List.of(
          "{'id':'chatcmpl-1','object':'chat.completion.chunk','model':'m','choices':[{'index':0,"
              + "'delta':{},'finish_reason':'stop'}]}",
          "[DONE]")),
  RESPONSES(
      "responses.ResponsesReply",
      Framing.EVENTS,
      "{'id':'resp_1','object':'response','status':'completed','model':'m','output':[{'type':"
          + "'message','id':'msg_1','status':'completed','role':'assistant','content':[{'type':"
          + "'output_text','text':'TEXT','annotations':[]}]}],'usage':{'input_tokens':12,"
          + "'output_tokens':300}}",
      List.of("{'type':'response.created','response':{'id':'resp_1','status':'in_progress'}}"),
      "{'type':'response.output_text.delta','sequence_number':7,'item_id':'msg_1',"
          + "'output_index':0,'content_index':0,'delta':'TEXT'}",
      List.of(
          "{'type':'response.completed','response':{'id':'resp_1','status':'completed','model':"
              + "'m','output':[],'usage':{'input_tokens':12,'output_tokens':9}}}"));

  private static final Request REQUEST = new Request.Builder().url("http://localhost/").build();
  private static final Call CALL = new OkHttpClient().newCall(REQUEST);
  private static final Failures FAILURES =
      new Failures("http://localhost", new Masked(List.of()), Clock.systemUTC());

  private final Constructor<?> reader;
  private final Framing framing;
  private final String whole;
  private final List<String> head;
  private final String chunk;
  private final List<String> tail;

  CannedReplies(
      String reader,
      Framing framing,
      String whole,
      List<String> head,
      String chunk,
      List<String> tail) {
    this.reader = constructor(reader);
    this.framing = framing;
    this.whole = whole;
    this.head = head;
    this.chunk = chunk;
    this.tail = tail;
  }

  private static Constructor<?> constructor(String reader) {
    try {
      Constructor<?> hidden =
          Class.forName("io.github.attentionmoa.providers." + reader)
              .getDeclaredConstructor(Consumer.class);
      hidden.setAccessible(true);
      return hidden;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the framing of a stream. */
  public Framing framing() {
    return framing;
  }

  /** Returns a whole reply of a text, which needs no escapes. */
  public byte[] whole(String text) {
    return json(whole.replace("TEXT", text));
  }

  /** Returns the payloads of a stream that has a number of pieces of five letters. */
  public List<byte[]> payloads(int pieces) {
    List<byte[]> payloads = new ArrayList<>();
    head.forEach(payload -> payloads.add(json(payload)));
    for (int piece = 0; piece < pieces; piece++) {
      payloads.add(json(chunk.replace("TEXT", " blue")));
    }
    tail.forEach(payload -> payloads.add(json(payload)));
    return payloads;
  }

  /** Returns payloads as a stream. */
  public byte[] stream(List<byte[]> payloads) {
    Buffer stream = new Buffer();
    for (byte[] payload : payloads) {
      switch (framing) {
        case BINARY_EVENTS ->
            stream.write(AmazonEvents.event("x", new String(payload, StandardCharsets.UTF_8)));
        case EVENTS -> stream.writeUtf8("data: ").write(payload).writeUtf8("\n\n");
        default -> stream.write(payload).writeUtf8("\n");
      }
    }
    return stream.readByteArray();
  }

  /** Reads a body as an exchange does. */
  public Completion read(byte[] body, Framing framing) {
    CompletableFuture<Completion> result = new CompletableFuture<>();
    new Exchange<>(result, reader(), framing, FAILURES).onResponse(CALL, response(body, framing));
    return result.join();
  }

  @SuppressWarnings("unchecked") // the table names readers of completions
  private ReplyReader<Completion> reader() {
    Consumer<String> onText = piece -> {};
    try {
      return (ReplyReader<Completion>) reader.newInstance(onText);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Response response(byte[] body, Framing framing) {
    BufferedSource source = Okio.buffer(Okio.source(new ByteArrayInputStream(body)));
    return new Response.Builder()
        .request(REQUEST)
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .header("Content-Type", framing.mediaType())
        .body(ResponseBody.create(source, MediaType.get(framing.mediaType()), body.length))
        .build();
  }

  private static byte[] json(String quoted) {
    return quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
