package main

import (
	"bytes"
	"fmt"
	"sync/atomic"
	"time"
)

var running, total, cancelled, failed atomic.Int64

func counts() []byte {
	return []byte(fmt.Sprintf(`{"running":%d,"total":%d,"cancelled":%d,"failed":%d}`+"\n",
		running.Load(), total.Load(), cancelled.Load(), failed.Load()))
}

// generation is one completion under way.
type generation struct {
	*exchange
	settings
	number int64
	start  time.Time
	timer  *time.Timer
	gone   chan struct{} // closed when the client left
}

func (e *exchange) complete() (ok bool) {
	how := *current.Load()
	if e.request.Method != "POST" {
		return e.fail(405, "allow: POST\r\n", "Method Not Allowed")
	}
	if len(e.body) == 0 || e.body[0] != '{' {
		return e.fail(400, "", "invalid JSON body")
	}
	number := total.Add(1)
	if how.failStatus > 0 {
		failed.Add(1)
		headers := ""
		if how.retryAfter != "" {
			headers = "retry-after: " + how.retryAfter + "\r\n"
		}
		return e.fail(how.failStatus, headers, "injected failure")
	}
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	g := &generation{e, how, number, time.Now(), timer, make(chan struct{})}
	running.Add(1)
	defer running.Add(-1)
	return g.watched(g.generate)
}

// watched looks for the client's leaving while work goes on. The next request's first byte ends the
// look as well; nobody else may read before it has ended.
func (g *generation) watched(work func() bool) bool {
	looked := make(chan struct{})
	go func() {
		defer close(looked)
		if _, err := g.reader.Peek(1); err != nil {
			close(g.gone)
		}
	}()
	done := work()
	if !done {
		cancelled.Add(1)
		g.Close()
	}
	<-looked
	select {
	case <-g.gone:
		return false
	default:
		return done
	}
}

func (g *generation) generate() bool {
	if g.hang {
		<-g.gone
		return false
	}
	if isTrue(g.body, "stream") {
		return g.stream()
	}
	last := g.start.Add(g.ttft + time.Duration(g.tokens)*g.itl)
	if !g.waitUntil(last) {
		return false
	}
	return g.reply(200, "", []byte(fmt.Sprintf(
		`{"id":"chatcmpl-%016x","object":"chat.completion","created":%d,"model":%q,"choices":[{"index":0,"message":`+
			`{"role":"assistant","content":%q,"refusal":null,"annotations":null,"audio":null,"function_call":null,"tool_calls":[],`+
			`"reasoning_content":null},"logprobs":null,"finish_reason":"length","stop_reason":null,"token_ids":null}],`+
			`"service_tier":null,"system_fingerprint":null,"usage":%s,"prompt_logprobs":null,"prompt_token_ids":null,"kv_transfer_params":null}`,
		g.number, g.start.Unix(), *model, bytes.Repeat([]byte(" token"), g.tokens), g.usage())))
}

func (g *generation) usage() string {
	prompt := len(g.body) / 4
	return fmt.Sprintf(`{"prompt_tokens":%d,"total_tokens":%d,"completion_tokens":%d}`, prompt, prompt+g.tokens, g.tokens)
}

func (g *generation) waitUntil(moment time.Time) bool {
	left := time.Until(moment)
	if left > 0 {
		g.timer.Reset(left)
		select {
		case <-g.timer.C:
		case <-g.gone:
			return false
		}
	}
	select {
	case <-g.gone:
		return false
	default:
		return true
	}
}

// isTrue finds "name": true without a parse of the whole.
func isTrue(body []byte, name string) bool {
	at := bytes.Index(body, []byte(`"`+name+`"`))
	if at < 0 {
		return false
	}
	rest := bytes.TrimLeft(body[at+len(name)+2:], " \t\r\n")
	return len(rest) > 0 && rest[0] == ':' && bytes.HasPrefix(bytes.TrimLeft(rest[1:], " \t\r\n"), []byte("true"))
}
