package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 16<<10); return &b }}

// exchange is one request and the connection that its answer goes to.
type exchange struct {
	net.Conn
	reader  *bufio.Reader
	request *http.Request
	body    []byte
}

func serve(connection net.Conn) {
	defer connection.Close()
	reader := bufio.NewReaderSize(connection, 16<<10)
	for {
		request, err := http.ReadRequest(reader)
		if err != nil {
			return
		}
		if strings.EqualFold(request.Header.Get("Expect"), "100-continue") {
			io.WriteString(connection, "HTTP/1.1 100 Continue\r\n\r\n")
		}
		buffer := buffers.Get().(*[]byte)
		body, err := readAll(request.Body, (*buffer)[:0])
		if err != nil {
			return
		}
		ok := (&exchange{connection, reader, request, body}).answer()
		*buffer = body
		buffers.Put(buffer)
		if !ok || request.Close {
			return
		}
	}
}

func readAll(from io.Reader, into []byte) ([]byte, error) {
	for {
		if len(into) == cap(into) {
			into = append(into, 0)[:len(into)]
		}
		n, err := from.Read(into[len(into):cap(into)])
		into = into[:len(into)+n]
		if err == io.EOF {
			return into, nil
		}
		if err != nil {
			return into, err
		}
	}
}

// answer reports whether the connection can be used again.
func (e *exchange) answer() bool {
	switch path := e.request.URL.Path; path {
	case "/fake/set":
		if err := change(e.request.URL.Query()); err != nil {
			return e.fail(400, "", err.Error())
		}
		return e.reply(200, "", counts())
	case "/fake/stats":
		return e.reply(200, "", counts())
	case "/health", "/ping", "/":
		return e.reply(200, "", nil)
	case "/v1/models":
		return e.reply(200, "", []byte(fmt.Sprintf(
			`{"object":"list","data":[{"id":%q,"object":"model","created":1763757600,"owned_by":"vllm"}]}`, *model)))
	case "/get_model_info", "/model_info", "/get_server_info", "/server_info":
		return e.reply(200, "", []byte(fmt.Sprintf(
			`{"model_path":%q,"served_model_name":%q,"is_generation":true,"dp_size":1,"version":"0"}`, *model, *model)))
	case "/v1/chat/completions":
		return e.complete()
	default:
		return e.fail(404, "", "no such path: "+path)
	}
}

func (e *exchange) fail(status int, headers, message string) bool {
	return e.reply(status, headers, []byte(fmt.Sprintf(
		`{"error":{"message":%q,"type":"fake","param":null,"code":%d}}`, message, status)))
}

func (e *exchange) reply(status int, headers string, body []byte) bool {
	b := make([]byte, 0, 256+len(body))
	b = append(b, "HTTP/1.1 "...)
	b = strconv.AppendInt(b, int64(status), 10)
	b = append(b, ' ')
	b = append(b, http.StatusText(status)...)
	b = append(b, "\r\nserver: fake\r\ncontent-type: application/json\r\ncontent-length: "...)
	b = strconv.AppendInt(b, int64(len(body)), 10)
	b = append(b, "\r\n"...)
	b = append(b, headers...)
	b = append(b, "\r\n"...)
	b = append(b, body...)
	_, err := e.Write(b)
	return err == nil
}
