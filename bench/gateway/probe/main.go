// Probe asks a gateway what no load shows: whether its engine learns that a client left, and what
// clients get while the engine fails. It prints one JSON object.
//
// The engine is the fake one and is found through the file in which it announces itself, since a
// gateway that starts its own engine chooses the port.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"stoker/bench/gateway/internal/wire"
)

type prober struct {
	target wire.Target
	engine *engine
}

// outcome is one request's.
type outcome struct {
	Status     int     `json:"status"`
	Error      string  `json:"error,omitempty"`
	RetryAfter string  `json:"retry_after,omitempty"`
	Tokens     int     `json:"tokens,omitempty"`
	Done       bool    `json:"done,omitempty"`
	Millis     float64 `json:"ms"`
}

func main() {
	base := flag.String("url", "", "the gateway's base URL")
	model := flag.String("model", "fake", "model")
	key := flag.String("key", "sk-test", "bearer token")
	announced := flag.String("announced", "", "file in which the engine says its address and pid")
	restart := flag.String("restart", "", "command that starts the engine again; empty where the gateway does")
	rounds := flag.Int("rounds", 10, "clients that leave, each way")
	flag.Parse()
	target, err := wire.TargetOf(*base, *model, *key)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	p := &prober{target, &engine{file: *announced, command: strings.Fields(*restart)}}
	defer p.engine.end()
	result := map[string]any{}
	p.awaitService(60 * time.Second)
	p.departures(*rounds, result)
	p.failures(result)
	text, _ := json.Marshal(result)
	fmt.Println(string(text))
}

func millis(since time.Time) float64 { return float64(time.Since(since).Microseconds()) / 1e3 }

func (p *prober) ask(stream bool, limit time.Duration) (o outcome) {
	begin := time.Now()
	defer func() { o.Millis = millis(begin) }()
	connection, err := p.target.Dial()
	if err != nil {
		return outcome{Error: "connect:" + wire.Short(err)}
	}
	defer connection.Close()
	connection.SetDeadline(begin.Add(limit))
	if _, err = connection.Write(p.target.Chat(200, 16, stream)); err != nil {
		return outcome{Error: "write:" + wire.Short(err)}
	}
	answer, err := connection.Read(func(int64, int64) {})
	o = outcome{Status: answer.Status, RetryAfter: answer.RetryAfter, Tokens: answer.Tokens, Done: answer.Done}
	if err != nil {
		o.Error = wire.Short(err)
	}
	return o
}

// awaitService returns after how many milliseconds the first 200 came, -1 for never, and what came before.
func (p *prober) awaitService(limit time.Duration) (float64, []string) {
	var before []string
	for begin := time.Now(); time.Since(begin) < limit; time.Sleep(5 * time.Millisecond) {
		o := p.ask(false, 10*time.Second)
		if o.Status == 200 {
			return millis(begin), before
		}
		what := fmt.Sprint(o.Status, o.Error)
		if len(before) == 0 || before[len(before)-1] != what {
			before = append(before, what)
		}
	}
	return -1, before
}
