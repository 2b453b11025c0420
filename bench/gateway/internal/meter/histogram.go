// Package meter counts: durations, and what processes take of the machine.
package meter

import "sync/atomic"

const linear = 128 // buckets a power of two: an error below 0.8 %

// Histogram takes durations in nanoseconds from any number of goroutines.
type Histogram struct {
	count, sum, max atomic.Int64
	buckets         [64 * linear]atomic.Int64
}

func (h *Histogram) Add(nanos int64) {
	h.count.Add(1)
	h.sum.Add(nanos)
	for most := h.max.Load(); nanos > most && !h.max.CompareAndSwap(most, nanos); most = h.max.Load() {
	}
	h.buckets[bucket(nanos)].Add(1)
}

// Millis is nil when nothing was counted.
func (h *Histogram) Millis() map[string]float64 {
	n := h.count.Load()
	if n == 0 {
		return nil
	}
	return map[string]float64{
		"n": float64(n), "mean": float64(h.sum.Load()) / float64(n) / 1e6,
		"p50": h.quantile(.5), "p99": h.quantile(.99), "max": float64(h.max.Load()) / 1e6,
	}
}

func (h *Histogram) quantile(part float64) float64 {
	want := int64(part*float64(h.count.Load()-1)) + 1
	var seen int64
	for i := range h.buckets {
		seen += h.buckets[i].Load()
		if seen >= want {
			return middle(i) / 1e6
		}
	}
	return float64(h.max.Load()) / 1e6
}

func bucket(v int64) int {
	if v < linear {
		return int(max(0, v))
	}
	exponent := 0
	for x := v; x >= 2*linear; x >>= 1 {
		exponent++
	}
	return (exponent+1)*linear + int(v>>exponent) - linear
}

func middle(bucket int) float64 {
	if bucket < linear {
		return float64(bucket)
	}
	exponent := bucket/linear - 1
	return (float64(bucket%linear+linear) + 0.5) * float64(int64(1)<<exponent)
}
