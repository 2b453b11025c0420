module stoker/bench/gateway

go 1.22
