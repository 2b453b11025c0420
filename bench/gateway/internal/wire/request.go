// Package wire speaks HTTP/1.1 to OpenAI-compatible servers by hand: cheap, and unforgiving.
package wire

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
)

// Target is where requests go and what they say of themselves.
type Target struct {
	Host, Path, Model, Key string
}

func TargetOf(base, model, key string) (Target, error) {
	u, err := url.Parse(base)
	if err != nil {
		return Target{}, err
	}
	return Target{u.Host, strings.TrimRight(u.Path, "/") + "/v1/chat/completions", model, key}, nil
}

// Chat is a whole request with a prompt of so many bytes.
func (t Target) Chat(promptBytes, maxTokens int, stream bool) []byte {
	question := map[string]any{
		"model":      t.Model,
		"max_tokens": maxTokens,
		"messages": []map[string]string{
			{"role": "system", "content": "You are a helpful assistant."},
			{"role": "user", "content": prompt(promptBytes)},
		},
	}
	accept := "application/json"
	if stream {
		accept = "text/event-stream"
		question["stream"] = true
		question["stream_options"] = map[string]bool{"include_usage": true}
	}
	body, err := json.Marshal(question)
	if err != nil {
		panic(err) // strings and numbers can always be written
	}
	head := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: load\r\nAccept: %s\r\nAuthorization: Bearer %s\r\n"+
		"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n", t.Path, t.Host, accept, t.Key, len(body))
	return append([]byte(head), body...)
}

func prompt(bytes int) string {
	words := "coal goes in at the front and steam comes out behind while someone watches every gauge "
	return strings.Repeat(words, bytes/len(words)+1)[:bytes]
}
