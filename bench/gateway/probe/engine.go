package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// engine is the fake engine behind the gateway.
type engine struct {
	file    string
	command []string
	started *exec.Cmd
}

type counts struct{ Running, Total, Cancelled, Failed int }

func (e *engine) address() (address string, pid int) {
	text, err := os.ReadFile(e.file)
	if err == nil {
		fmt.Sscan(string(text), &address, &pid)
	}
	return address, pid
}

func (e *engine) get(path string) (*http.Response, error) {
	address, _ := e.address()
	return http.Get("http://" + address + path)
}

// set fails loudly: figures of an engine in another state would be wrong.
func (e *engine) set(query string) {
	response, err := e.get("/fake/set?" + query)
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	if response.StatusCode != 200 {
		panic(query + ": " + response.Status)
	}
}

func (e *engine) counts() (c counts) {
	response, err := e.get("/fake/stats")
	if err != nil {
		return c
	}
	defer response.Body.Close()
	json.NewDecoder(response.Body).Decode(&c)
	return c
}

func (e *engine) kill() {
	_, pid := e.address()
	os.Remove(e.file)
	syscall.Kill(pid, syscall.SIGKILL)
	if e.started != nil {
		e.started.Wait()
		e.started = nil
	}
}

// restart starts the engine, or waits for the gateway to do so, until it listens.
func (e *engine) restart(limit time.Duration) error {
	if len(e.command) > 0 {
		e.started = exec.Command(e.command[0], e.command[1:]...)
		e.started.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
		if err := e.started.Start(); err != nil {
			return err
		}
	}
	for begin := time.Now(); time.Since(begin) < limit; time.Sleep(time.Millisecond) {
		if response, err := e.get("/health"); err == nil {
			response.Body.Close()
			return nil
		}
	}
	return fmt.Errorf("the engine is not back after %s", limit)
}

func (e *engine) end() {
	if e.started != nil {
		e.started.Process.Kill()
		e.started.Wait()
	}
}
