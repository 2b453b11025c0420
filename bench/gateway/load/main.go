// Load asks an OpenAI-compatible server as many clients at once and prints one JSON object.
//
// Besides what clients see (time to the first token, gaps between tokens, whole answers) it tells
// the transit of every token from the fake engine's write to the client's read. CPU and memory of
// the watched process are read at the edges of the measured window only.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"

	"stoker/bench/gateway/internal/meter"
	"stoker/bench/gateway/internal/wire"
)

// plan is what the command line asks for.
type plan struct {
	target                    wire.Target
	clients, prompt, expect   int
	stream                    bool
	window, warm, ramp, drain time.Duration
	timeout                   time.Duration
	gateway, engine           meter.Tree
	request                   []byte
}

func main() {
	p, err := read()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	text, _ := json.Marshal(newRun(p).measure())
	fmt.Println(string(text))
}

func read() (*plan, error) {
	p := &plan{}
	base := flag.String("url", "http://127.0.0.1:9100", "base URL")
	model := flag.String("model", "fake", "model")
	key := flag.String("key", "sk-test", "bearer token")
	flag.IntVar(&p.clients, "c", 32, "clients at once, each with a connection of its own")
	flag.IntVar(&p.prompt, "prompt", 12000, "bytes of the prompt")
	flag.IntVar(&p.expect, "expect", 0, "tokens that each stream must bring; 0 = not checked")
	flag.BoolVar(&p.stream, "stream", false, "stream")
	flag.DurationVar(&p.window, "d", 4*time.Second, "measured window")
	flag.DurationVar(&p.warm, "warm", time.Second, "lead-in that is not measured")
	flag.DurationVar(&p.ramp, "ramp", 0, "the clients begin over this time")
	flag.DurationVar(&p.drain, "drain", 500*time.Millisecond, "time for open requests after the window")
	flag.DurationVar(&p.timeout, "timeout", 60*time.Second, "for one request")
	flag.IntVar(&p.gateway.Root, "pid", 0, "the gateway: its CPU and memory, with its children")
	flag.IntVar(&p.engine.Root, "engine", 0, "the engine, which is not counted as the gateway's even if it is its child")
	flag.Parse()
	p.gateway.Except = p.engine.Root
	target, err := wire.TargetOf(*base, *model, *key)
	p.target = target
	p.request = target.Chat(p.prompt, 200, p.stream)
	return p, err
}
