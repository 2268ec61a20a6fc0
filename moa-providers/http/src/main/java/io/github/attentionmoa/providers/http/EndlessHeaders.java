package io.github.attentionmoa.providers.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Tells headers that are too long from a connection that ended within them.
 *
 * <p>The client gives up on both with the same exception; only in the first case more would come.
 */
final class EndlessHeaders implements Interceptor {
  /** What the client reads of all headers together. */
  private static final int LIMIT = 256 * 1024;

  @Override
  public Response intercept(Chain chain) throws IOException {
    try {
      return chain.proceed(chain.request());
    } catch (IOException e) {
      Connection connection = chain.connection();
      if (e.getCause() instanceof EOFException
          && connection != null
          && connection.protocol() != Protocol.HTTP_2
          && isOpen(connection.socket())) {
        throw new TooLargeException("headers", LIMIT);
      }
      throw e;
    }
  }

  /** Tells whether the other side could still send; the connection is not used again. */
  private static boolean isOpen(Socket socket) {
    try {
      socket.setSoTimeout(1);
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
