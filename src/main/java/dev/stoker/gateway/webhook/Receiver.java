package dev.stoker.gateway.webhook;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;

/// Where a callback goes: the address is looked up once and used as it was found, so that a name
/// cannot lead elsewhere between the check and the call.
public record Receiver(URI url, InetAddress address) {
    /// Where clouds tell machines their secrets, besides the link-local addresses.
    private static final Set<String> METADATA =
            Set.of("100.100.100.200", "168.63.129.16", "fd00:ec2:0:0:0:0:0:254");

    /// Stoker must not be used to reach what only it can reach.
    public static final class Forbidden extends Exception {
        private static final long serialVersionUID = 1L;

        Forbidden(URI url, InetAddress address) {
            super(
                    "%s is at %s, which callbacks must not reach (stoker.webhook.allow-local)"
                            .formatted(url.getHost(), address.getHostAddress()));
        }
    }

    /// @throws UnknownHostException when nobody has that name
    /// @throws Forbidden when it is an address that only Stoker can reach
    public static Receiver of(URI url, boolean allowLocal) throws UnknownHostException, Forbidden {
        List<InetAddress> all = List.of(InetAddress.getAllByName(url.getHost()));
        for (InetAddress address : all) {
            if (!allowLocal && isLocal(address)) {
                throw new Forbidden(url, address);
            }
        }
        return new Receiver(url, all.getFirst());
    }

    private static boolean isLocal(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(address.getHostAddress())
                || isOwn(address);
    }

    /// The management port may listen there, and asks its neighbours for no key.
    private static boolean isOwn(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException _) {
            return true;
        }
    }

    boolean encrypted() {
        return "https".equals(url.getScheme());
    }

    int port() {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return encrypted() ? 443 : 80;
    }

    /// As the request line has it.
    String target() {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }
}
