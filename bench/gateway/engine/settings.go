package main

import (
	"fmt"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"
)

// settings say how requests are answered from now on.
type settings struct {
	tokens     int           // of each answer
	ttft       time.Duration // until the first token
	itl        time.Duration // between tokens; 0 = as fast as possible
	failStatus int           // every request fails so; 0 = none does
	retryAfter string        // Retry-After of failures
	dropAfter  int           // closes the connection after so many tokens; 0 = never
	hang       bool          // takes requests, never answers
}

var current atomic.Pointer[settings]

func change(query url.Values) error {
	next := *current.Load()
	for key, values := range query {
		if err := next.set(key, values[0]); err != nil {
			return fmt.Errorf("%s=%s: %w", key, values[0], err)
		}
	}
	current.Store(&next)
	return nil
}

func (s *settings) set(key, value string) (err error) {
	switch key {
	case "tokens":
		s.tokens, err = strconv.Atoi(value)
	case "ttft":
		s.ttft, err = time.ParseDuration(value)
	case "itl":
		s.itl, err = time.ParseDuration(value)
	case "fail-status":
		s.failStatus, err = strconv.Atoi(value)
	case "retry-after":
		s.retryAfter = value
	case "drop-after":
		s.dropAfter, err = strconv.Atoi(value)
	case "hang":
		s.hang, err = strconv.ParseBool(value)
	default:
		err = fmt.Errorf("no such setting")
	}
	return err
}
