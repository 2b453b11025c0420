package wire

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"time"
)

const stampLength = 19

var content = []byte(`"content":`)

// Connection is one kept-alive connection to a target.
type Connection struct {
	net.Conn
	reader *bufio.Reader
	buffer []byte
}

func (t Target) Dial() (*Connection, error) {
	c, err := net.DialTimeout("tcp", t.Host, 5*time.Second)
	if err != nil {
		return nil, err
	}
	return &Connection{c, bufio.NewReaderSize(c, 8<<10), make([]byte, 8<<10)}, nil
}

// events reads to the end and tells of each token on the way.
func (c *Connection) events(from io.Reader, answer *Answer, token Token) (read int64, err error) {
	held := 0
	for {
		if held == len(c.buffer) {
			c.buffer = append(c.buffer, make([]byte, len(c.buffer))...)
		}
		n, err := from.Read(c.buffer[held:])
		read += int64(n)
		if n > 0 && token != nil {
			held = c.lines(held+n, answer, token)
		}
		if err == io.EOF {
			return read, nil
		}
		if err != nil {
			return read, err
		}
	}
}

// lines consumes whole lines and returns how much is held of the next.
func (c *Connection) lines(held int, answer *Answer, token Token) int {
	now := time.Now().UnixNano()
	rest := c.buffer[:held]
	for {
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			return copy(c.buffer, rest)
		}
		event(rest[:end], now, answer, token)
		rest = rest[end+1:]
	}
}

func event(line []byte, now int64, answer *Answer, token Token) {
	data, ok := bytes.CutPrefix(line, []byte("data: "))
	if !ok {
		return
	}
	if bytes.HasPrefix(data, []byte("[DONE]")) {
		answer.Done = true
		return
	}
	at := bytes.Index(data, content)
	if at < 0 {
		return
	}
	text, ok := bytes.CutPrefix(bytes.TrimLeft(data[at+len(content):], " "), []byte(`"`))
	if !ok || len(text) == 0 || text[0] == '"' {
		return // null or empty
	}
	digits := 0
	for digits < len(text) && text[digits] >= '0' && text[digits] <= '9' {
		digits++
	}
	// a proxy may have merged tokens: then the text is several stamps on end
	for at := 0; at+stampLength <= digits; at += stampLength {
		answer.Tokens++
		token(now, number(text[at:at+stampLength]))
	}
	if digits < stampLength {
		answer.Tokens++
		token(now, 0)
	}
}

func number(digits []byte) (n int64) {
	for _, digit := range digits {
		n = n*10 + int64(digit-'0')
	}
	return n
}
