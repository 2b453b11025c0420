package dev.stoker.gateway.head;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;

/// Puts a [HeadClock] on each connection that a server of this program accepts, where [HeadTime]
/// has said how long heads may take. Netty finds it as a service.
public final class SlowHeads extends ChannelInitializerExtension {
    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        long limit = Long.getLong(HeadTime.MILLIS, 0);
        if (limit > 0) {
            connection.pipeline().addFirst(new HeadClock(limit));
        }
    }
}
