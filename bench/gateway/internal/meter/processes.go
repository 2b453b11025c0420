package meter

import (
	"os"
	"strconv"
	"strings"
)

const ticksPerSecond = 100

// Tree is a process with its children, without those below one of them.
type Tree struct {
	Root   int // 0 means nobody
	Except int // such as an engine that the gateway itself started
}

// Memory is what a tree holds: its proportional share in kB, its threads and its open files.
type Memory struct{ PssKB, Threads, Files int64 }

// CPU is in seconds since each process began.
func (t Tree) CPU() float64 {
	sum := 0.0
	for _, pid := range t.members() {
		seconds, _, _ := stat(pid)
		sum += seconds
	}
	return sum
}

func (t Tree) Memory() (m Memory) {
	for _, pid := range t.members() {
		folder := "/proc/" + strconv.Itoa(pid)
		text, _ := os.ReadFile(folder + "/smaps_rollup")
		for _, line := range strings.Split(string(text), "\n") {
			if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "Pss:" {
				kilobytes, _ := strconv.ParseInt(fields[1], 10, 64)
				m.PssKB += kilobytes
			}
		}
		m.Threads += entries(folder + "/task")
		m.Files += entries(folder + "/fd")
	}
	return m
}

func (t Tree) members() []int {
	if t.Root == 0 {
		return nil
	}
	children := map[int][]int{}
	processes, _ := os.ReadDir("/proc")
	for _, entry := range processes {
		if pid, err := strconv.Atoi(entry.Name()); err == nil && pid != t.Except {
			if _, parent, ok := stat(pid); ok {
				children[parent] = append(children[parent], pid)
			}
		}
	}
	all := []int{t.Root}
	for i := 0; i < len(all); i++ {
		all = append(all, children[all[i]]...)
	}
	return all
}

func stat(pid int) (seconds float64, parent int, ok bool) {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0, 0, false
	}
	// the name in brackets may hold anything
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+2:]))
	parent, _ = strconv.Atoi(fields[1])
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) / ticksPerSecond, parent, true
}

func entries(folder string) int64 {
	names, _ := os.ReadDir(folder)
	return int64(len(names))
}

// HostBusy is in seconds of all cores together since the machine began.
func HostBusy() float64 {
	text, _ := os.ReadFile("/proc/stat")
	fields := strings.Fields(strings.SplitN(string(text), "\n", 2)[0])
	busy := 0.0
	for _, column := range []int{1, 2, 3, 6, 7} { // user nice system irq softirq
		ticks, _ := strconv.ParseFloat(fields[column], 64)
		busy += ticks / ticksPerSecond
	}
	return busy
}
