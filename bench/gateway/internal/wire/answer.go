package wire

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http/httputil"
	"strconv"
	"strings"
)

// Answer is one response as far as it came.
type Answer struct {
	Status     int
	RetryAfter string
	Tokens     int
	Done       bool // [DONE] was seen
	Reusable   bool // the connection can carry another request
}

// Token tells of one token: when it arrived and when the engine sent it, 0 where that is unknown.
type Token func(now, sent int64)

type framing struct {
	length  int64 // -1 where none was said
	chunked bool
}

// Read reads one response; an error says that it is not whole.
func (c *Connection) Read(token Token) (Answer, error) {
	var answer Answer
	frame, err := c.head(&answer)
	for err == nil && answer.Status == 100 {
		frame, err = c.head(&answer)
	}
	if err != nil {
		return answer, err
	}
	err = c.body(frame, &answer, token)
	answer.Reusable = answer.Reusable && err == nil && (frame.chunked || frame.length >= 0)
	return answer, err
}

func (c *Connection) head(answer *Answer) (framing, error) {
	line, err := c.reader.ReadSlice('\n')
	if err != nil {
		return framing{}, err
	}
	if len(line) < 12 {
		return framing{}, errors.New("bad status line")
	}
	answer.Reusable = bytes.HasPrefix(line, []byte("HTTP/1.1"))
	if answer.Status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return framing{}, err
	}
	frame := framing{length: -1}
	for {
		line, err = c.reader.ReadSlice('\n')
		if err != nil {
			return frame, err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			return frame, nil
		}
		if name, value, ok := bytes.Cut(line, []byte(":")); ok {
			frame.header(answer, name, bytes.TrimSpace(value))
		}
	}
}

func (f *framing) header(answer *Answer, name, value []byte) {
	switch {
	case is(name, "content-length"):
		f.length, _ = strconv.ParseInt(string(value), 10, 64)
	case is(name, "transfer-encoding"):
		f.chunked = is(value, "chunked")
	case is(name, "connection"):
		answer.Reusable = !is(value, "close")
	case is(name, "retry-after"):
		answer.RetryAfter = string(value)
	}
}

// the length first: this runs for every header of every answer
func is(name []byte, wanted string) bool {
	return len(name) == len(wanted) && strings.EqualFold(string(name), wanted)
}

func (c *Connection) body(frame framing, answer *Answer, token Token) error {
	var from io.Reader = c.reader
	switch {
	case frame.chunked:
		from = httputil.NewChunkedReader(c.reader)
	case frame.length >= 0:
		from = io.LimitReader(c.reader, frame.length)
	}
	read, err := c.events(from, answer, token)
	if err != nil {
		return err
	}
	if frame.length > read {
		return io.ErrUnexpectedEOF
	}
	for frame.chunked { // trailers: up to the empty line
		line, err := c.reader.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			return nil
		}
	}
	return nil
}

// Short names an error in a few words.
func Short(err error) string {
	var network net.Error
	if errors.As(err, &network) && network.Timeout() {
		return "timeout"
	}
	text := err.Error()
	return text[strings.LastIndex(text, ": ")+1:]
}
