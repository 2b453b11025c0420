package dev.stoker.gateway.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.8.9.10:99/x",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://0.0.0.0/",
                "http://169.254.169.254/latest/meta-data",
                "http://[fe80::1]/",
                "http://[fd00:ec2::254]/",
                "http://100.100.100.200/",
                "http://168.63.129.16/",
                "http://224.0.0.1/"
            })
    void addressesThatOnlyThisMachineReachesAreForbidden(String url) throws Exception {
        assertThrows(Receiver.Forbidden.class, () -> Receiver.of(URI.create(url), false));

        assertEquals(URI.create(url), Receiver.of(URI.create(url), true).url());
    }

    @Test
    void neitherMayThisMachineBeCalledByAnyOfItsAddresses() throws Exception {
        for (NetworkInterface link : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress own : Collections.list(link.getInetAddresses())) {
                String host = own.getHostAddress().replaceFirst("%.*", "");
                URI url = new URI("http", host, "/", null);

                assertThrows(Receiver.Forbidden.class, () -> Receiver.of(url, false), host);
            }
        }
    }

    @Test
    void othersAreCalledWhereTheyAre() throws Exception {
        Receiver receiver = Receiver.of(URI.create("https://192.0.2.7/hook?a=b"), false);

        assertEquals("192.0.2.7", receiver.address().getHostAddress());
        assertEquals(443, receiver.port());
        assertTrue(receiver.encrypted());
        assertEquals("/hook?a=b", receiver.target());
    }

    @Test
    void whatTheAddressLeavesOutIsFilledIn() throws Exception {
        Receiver receiver = Receiver.of(URI.create("http://192.0.2.7"), false);

        assertEquals(80, receiver.port());
        assertEquals("/", receiver.target());
    }
}
