package main

import (
	"sort"
	"time"

	"stoker/bench/gateway/internal/wire"
)

const unseen = 5 * time.Second

// departures tells after how many milliseconds the engine saw that a client had left.
func (p *prober) departures(rounds int, result map[string]any) {
	p.engine.set("tokens=400&itl=50ms")
	result["left_in_stream"] = p.leave(rounds, true, 3)
	p.engine.set("itl=0s&ttft=20s")
	result["left_in_prefill"] = p.leave(rounds, true, 0)
	result["left_unary"] = p.leave(rounds, false, 0)
	p.engine.set("tokens=16&ttft=0s")
}

func (p *prober) leave(rounds int, stream bool, afterTokens int) map[string]any {
	var seen []float64
	never := 0
	for range rounds {
		millis, err := p.leaveOnce(stream, afterTokens)
		if err != nil {
			return map[string]any{"error": wire.Short(err)}
		}
		if millis < 0 {
			never++
		} else {
			seen = append(seen, millis)
		}
		if never == 2 {
			break // it will not learn
		}
	}
	sort.Float64s(seen)
	result := map[string]any{"never": never}
	if len(seen) > 0 {
		result["median_ms"], result["max_ms"] = seen[len(seen)/2], seen[len(seen)-1]
	}
	return result
}

func (p *prober) leaveOnce(stream bool, afterTokens int) (float64, error) {
	before := p.engine.counts()
	connection, err := p.target.Dial()
	if err != nil {
		return 0, err
	}
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(20 * time.Second))
	if _, err := connection.Write(p.target.Chat(2000, 200, stream)); err != nil {
		return 0, err
	}
	if afterTokens > 0 {
		reached := make(chan struct{})
		go connection.Read(func(int64, int64) {
			if afterTokens--; afterTokens == 0 {
				close(reached)
			}
		})
		<-reached
	} else {
		p.await(func(now counts) bool { return now.Running > before.Running })
		time.Sleep(100 * time.Millisecond) // well inside the engine's work
	}
	left := time.Now()
	connection.Close()
	if !p.await(func(now counts) bool { return now.Cancelled > before.Cancelled }) {
		return -1, nil
	}
	return millis(left), nil
}

func (p *prober) await(condition func(counts) bool) bool {
	for begin := time.Now(); time.Since(begin) < unseen; time.Sleep(time.Millisecond) {
		if condition(p.engine.counts()) {
			return true
		}
	}
	return false
}
