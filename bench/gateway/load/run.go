package main

import (
	"net"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"stoker/bench/gateway/internal/meter"
)

// run is one load and what was counted of it.
type run struct {
	*plan
	measuring, stopping atomic.Bool
	requests, tokens    atomic.Int64
	open, streaming     atomic.Int64
	first, gap          meter.Histogram
	transit, whole      meter.Histogram
	mutex               sync.Mutex
	errors              map[string]int
	connections         map[net.Conn]bool
}

// edge is what the machine says at one end of the window.
type edge struct {
	at                          time.Time
	gateway, engine, load, host float64
}

func newRun(p *plan) *run {
	return &run{plan: p, errors: map[string]int{}, connections: map[net.Conn]bool{}}
}

func (r *run) measure() map[string]any {
	before := r.gateway.Memory()
	var clients sync.WaitGroup
	for i := range r.clients {
		clients.Add(1)
		go func() {
			defer clients.Done()
			time.Sleep(r.ramp * time.Duration(i) / time.Duration(r.clients))
			(&client{run: r}).work()
		}()
	}
	time.Sleep(r.warm)
	warmErrors := r.takeErrors()
	begin := r.edge()
	r.measuring.Store(true)
	time.Sleep(r.window)
	r.measuring.Store(false)
	end := r.edge()
	streaming, after := r.streaming.Load(), r.gateway.Memory()
	r.stop(&clients)

	result := r.report(begin, end)
	result["warm_errors"] = warmErrors
	result["streaming"] = streaming
	result["pss_kb_before"], result["pss_kb"] = before.PssKB, after.PssKB
	result["threads"], result["files"] = after.Threads, after.Files
	return result
}

func (r *run) edge() edge {
	own := meter.Tree{Root: os.Getpid()}
	return edge{time.Now(), r.gateway.CPU(), r.engine.CPU(), own.CPU(), meter.HostBusy()}
}

func (r *run) stop(clients *sync.WaitGroup) {
	r.stopping.Store(true)
	for limit := time.Now().Add(r.drain); r.open.Load() > 0 && time.Now().Before(limit); {
		time.Sleep(5 * time.Millisecond)
	}
	r.mutex.Lock()
	for connection := range r.connections {
		connection.Close()
	}
	r.mutex.Unlock()
	clients.Wait()
}

func (r *run) report(begin, end edge) map[string]any {
	seconds := end.at.Sub(begin.at).Seconds()
	requests, tokens := float64(r.requests.Load()), float64(r.tokens.Load())
	cpu := end.gateway - begin.gateway
	others := end.host - begin.host - cpu - (end.engine - begin.engine) - (end.load - begin.load)
	result := map[string]any{
		"foreign_cores": others / seconds,
		"seconds":       seconds, "requests": requests, "tokens": tokens, "errors": r.takeErrors(),
		"cpu_s": cpu,
		"rps":   requests / seconds, "tokens_per_s": tokens / seconds,
		"ttft_ms": r.first.Millis(), "itl_ms": r.gap.Millis(), "transit_ms": r.transit.Millis(), "whole_ms": r.whole.Millis(),
	}
	if requests > 0 {
		result["cpu_ms_per_request"] = 1e3 * cpu / requests
	}
	if tokens > 0 {
		result["cpu_us_per_token"] = 1e6 * cpu / tokens
	}
	return result
}

func (r *run) failed(what string) {
	if r.stopping.Load() {
		return // the end of the run cuts what is open
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.errors[what]++
}

func (r *run) takeErrors() map[string]int {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	taken := r.errors
	r.errors = map[string]int{}
	return taken
}
