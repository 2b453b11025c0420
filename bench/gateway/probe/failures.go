package main

import (
	"sync"
	"time"
)

// failures tells what clients get while the engine fails, dies, is away and comes back.
func (p *prober) failures(result map[string]any) {
	limit := 30 * time.Second
	p.engine.set("fail-status=429&retry-after=7")
	result["engine_429"] = p.ask(false, limit)
	p.engine.set("fail-status=500&retry-after=")
	before := p.engine.counts().Failed
	result["engine_500"] = p.ask(true, limit)
	result["engine_500_tries"] = p.engine.counts().Failed - before
	p.engine.set("fail-status=0")
	p.awaitService(2 * time.Minute) // circuit breakers

	p.engine.set("tokens=200&itl=2ms&drop-after=50")
	result["cut_in_stream"] = p.ask(true, limit)
	p.engine.set("drop-after=0&tokens=400&itl=20ms")
	p.awaitService(2 * time.Minute)
	result["killed_in_stream"] = p.killWhileStreaming()
	result["engine_down"] = p.ask(false, limit)
	if err := p.engine.restart(time.Minute); err != nil {
		result["back_ms"] = err.Error()
		return
	}
	back, between := p.awaitService(2 * time.Minute)
	result["back_ms"], result["back_after"] = back, between

	p.engine.set("hang=true")
	result["hangs_10s"] = p.ask(false, 10*time.Second)
}

func (p *prober) killWhileStreaming() []outcome {
	outcomes := make([]outcome, 4)
	var streams sync.WaitGroup
	for i := range outcomes {
		streams.Add(1)
		go func() {
			defer streams.Done()
			outcomes[i] = p.ask(true, 15*time.Second)
		}()
	}
	p.await(func(now counts) bool { return now.Running >= len(outcomes) })
	time.Sleep(200 * time.Millisecond) // so that some tokens went by
	p.engine.kill()
	streams.Wait()
	return outcomes
}
