package main

import (
	"fmt"
	"time"

	"stoker/bench/gateway/internal/wire"
)

// client asks one request after the other.
type client struct {
	*run
	connection *wire.Connection
	previous   int64 // arrival of the token before
	sent       int64
}

func (c *client) work() {
	defer c.drop()
	for !c.stopping.Load() {
		if c.connection == nil && !c.dial() {
			time.Sleep(20 * time.Millisecond)
			continue
		}
		c.ask()
	}
}

func (c *client) dial() bool {
	connection, err := c.target.Dial()
	if err != nil {
		c.failed("connect:" + wire.Short(err))
		return false
	}
	c.connection = connection
	c.mutex.Lock()
	c.connections[connection.Conn] = true
	c.mutex.Unlock()
	return true
}

func (c *client) drop() {
	if c.connection == nil {
		return
	}
	c.mutex.Lock()
	delete(c.connections, c.connection.Conn)
	c.mutex.Unlock()
	c.connection.Close()
	c.connection = nil
}

func (c *client) ask() {
	begin := time.Now()
	c.connection.SetDeadline(begin.Add(c.timeout))
	c.sent, c.previous = begin.UnixNano(), 0
	measured := c.measuring.Load()
	if _, err := c.connection.Write(c.request); err != nil {
		c.failed("write:" + wire.Short(err))
		c.drop()
		return
	}
	answer, err := c.read()
	switch {
	case err != nil:
		c.failed("read:" + wire.Short(err))
	case answer.Status != 200:
		c.failed(fmt.Sprintf("status %d", answer.Status))
		time.Sleep(time.Millisecond)
	case c.stream && (!answer.Done || c.expect > 0 && answer.Tokens != c.expect):
		c.failed(fmt.Sprintf("short stream: %d tokens, done=%v", answer.Tokens, answer.Done))
	case c.measuring.Load():
		c.requests.Add(1)
		if measured {
			c.whole.Add(time.Since(begin).Nanoseconds())
		}
	}
	if !answer.Reusable {
		c.drop()
	}
}

func (c *client) read() (wire.Answer, error) {
	c.open.Add(1)
	defer c.open.Add(-1)
	if !c.stream {
		return c.connection.Read(nil)
	}
	answer, err := c.connection.Read(c.token)
	if c.previous != 0 {
		c.streaming.Add(-1)
	}
	return answer, err
}

func (c *client) token(now, sent int64) {
	isFirst := c.previous == 0
	if isFirst {
		c.streaming.Add(1)
	}
	if c.measuring.Load() {
		c.tokens.Add(1)
		if sent > 0 {
			c.transit.Add(now - sent)
		}
		if isFirst {
			c.first.Add(now - c.sent)
		} else {
			c.gap.Add(now - c.previous)
		}
	}
	c.previous = now
}
