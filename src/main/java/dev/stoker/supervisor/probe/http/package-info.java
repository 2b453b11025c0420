/// Short questions to engines over HTTP/1.1, at the least cost: one socket, one thread, no timers
/// and no connections that are kept. Trusts no answer: what is too long, too late or not HTTP ends
/// as a complaint.
@NullMarked
package dev.stoker.supervisor.probe.http;

import org.jspecify.annotations.NullMarked;
