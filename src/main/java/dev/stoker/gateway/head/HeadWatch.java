package dev.stoker.gateway.head;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/// Sees on one connection where requests and their answers begin and end.
@SuppressWarnings("FutureReturnValueIgnored") // the promise tells
final class HeadWatch extends ChannelDuplexHandler {
    private long begun;
    private long answered;
    private boolean inBody;

    /// Requests whose head was whole.
    long begun() {
        return begun;
    }

    /// Whether what comes next belongs to a head.
    boolean awaitsHead() {
        return !inBody;
    }

    boolean isAnswering() {
        return answered < begun;
    }

    @Override
    public void channelRead(ChannelHandlerContext netty, Object message) {
        if (message instanceof HttpRequest) {
            begun++;
            inBody = true;
        }
        if (message instanceof LastHttpContent) {
            inBody = false;
        }
        netty.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext netty, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            answered++;
        }
        netty.write(message, promise);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse head
                && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
