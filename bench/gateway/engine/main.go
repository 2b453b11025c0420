// Engine is a cheap, deterministic stand-in for one OpenAI-compatible engine: one goroutine a
// connection, answers written by hand in vLLM's shape, one write a streamed token.
//
// The text of each streamed token is the engine's send time (Unix ns, 19 digits), so that the load
// generator can tell the transit of every token, whatever the pacing.
//
//	engine -listen 127.0.0.1:9100 [-announce FILE]
//	GET /fake/set?tokens=200&itl=20ms   changes how it answers
//	GET /fake/stats                     counts, as JSON
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"time"
)

var model = flag.String("model", "fake", "model id served")

func main() {
	listen := flag.String("listen", "127.0.0.1:9100", "address")
	announce := flag.String("announce", "", "file that gets address and pid once it listens")
	flag.Parse()
	current.Store(&settings{tokens: 16})

	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	if *announce != "" {
		if err := tell(*announce, listener.Addr()); err != nil {
			log.Fatal(err)
		}
	}
	for {
		connection, err := listener.Accept()
		if err != nil {
			log.Print(err)
			time.Sleep(10 * time.Millisecond)
			continue
		}
		go serve(connection)
	}
}

// tell writes whole or not at all: readers poll the file.
func tell(file string, address net.Addr) error {
	line := fmt.Sprintf("%s %d\n", address, os.Getpid())
	part := file + ".part"
	if err := os.WriteFile(part, []byte(line), 0o644); err != nil {
		return err
	}
	return os.Rename(part, file)
}
