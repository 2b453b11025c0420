package main

import (
	"fmt"
	"strconv"
	"time"
)

const (
	stampLength = 19
	streamHead  = "HTTP/1.1 200 OK\r\nserver: fake\r\ncontent-type: text/event-stream; charset=utf-8\r\n" +
		"cache-control: no-cache\r\ntransfer-encoding: chunked\r\n\r\n"
	role   = `{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}`
	finish = `{"index":0,"delta":{"content":""},"logprobs":null,"finish_reason":"length","stop_reason":null,"token_ids":null}`
)

func (g *generation) stream() bool {
	if !g.waitUntil(g.start.Add(g.ttft)) {
		return false
	}
	open := fmt.Sprintf(`data: {"id":"chatcmpl-%016x","object":"chat.completion.chunk","created":%d,"model":%q,"choices":[`,
		g.number, g.start.Unix(), *model)
	before := open + `{"index":0,"delta":{"content":"`
	after := `"},"logprobs":null,"finish_reason":null,"token_ids":null}]}` + "\n\n"
	frame := fmt.Sprintf("%x\r\n", len(before)+stampLength+len(after))
	buffer := append(make([]byte, 0, 2048), streamHead...)
	buffer = chunk(buffer, open+role+"]}\n\n")
	next := g.start.Add(g.ttft)
	for i := 0; i < g.tokens; i++ {
		if i > 0 && g.itl > 0 {
			next = next.Add(g.itl)
			if !g.waitUntil(next) {
				return false
			}
		}
		if g.dropAfter > 0 && i == g.dropAfter {
			return false
		}
		buffer = append(append(buffer, frame...), before...)
		buffer = strconv.AppendInt(buffer, time.Now().UnixNano(), 10)
		buffer = append(append(buffer, after...), "\r\n"...)
		if _, err := g.Write(buffer); err != nil {
			return false
		}
		buffer = buffer[:0]
	}
	buffer = chunk(buffer, open+finish+"]}\n\n")
	if isTrue(g.body, "include_usage") {
		buffer = chunk(buffer, open+`],"usage":`+g.usage()+"}\n\n")
	}
	buffer = chunk(buffer, "data: [DONE]\n\n")
	_, err := g.Write(append(buffer, "0\r\n\r\n"...))
	return err == nil
}

func chunk(buffer []byte, text string) []byte {
	buffer = append(buffer, fmt.Sprintf("%x\r\n", len(text))...)
	buffer = append(buffer, text...)
	return append(buffer, "\r\n"...)
}
