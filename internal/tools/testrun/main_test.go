package main

import (
	"bytes"
	"strings"
	"testing"
)

const events = `{"Action":"run","Package":"p","Test":"TestGood"}
{"Action":"output","Package":"p","Test":"TestGood","Output":"=== RUN   TestGood\n"}
{"Action":"output","Package":"p","Test":"TestGood","Output":"    chatter\n"}
{"Action":"pass","Package":"p","Test":"TestGood"}
{"Action":"output","Package":"p","Test":"TestBad","Output":"    bad_test.go:7: wanted 1\n"}
{"Action":"fail","Package":"p","Test":"TestBad"}
{"Action":"output","Package":"p","Test":"TestProof","Output":"    proof_test.go:3: SKIPPED-PROOF: terraform is missing\n"}
{"Action":"skip","Package":"p","Test":"TestProof"}
{"Action":"output","Package":"p","Output":"FAIL\n"}
{"Action":"output","Package":"p","Output":"FAIL\tp\t0.1s\n"}
{"Action":"fail","Package":"p"}
{"ImportPath":"q","Action":"build-output","Output":"q.go:1:1: syntax error\n"}
no JSON at all
`

func TestRun(t *testing.T) {
	var out bytes.Buffer
	r := &run{out: &out, output: map[[2]string][]string{}}
	r.read(strings.NewReader(events))
	r.summary()
	want := `    bad_test.go:7: wanted 1
        proof_test.go:3: SKIPPED-PROOF: terraform is missing
FAIL	p	0.1s
q.go:1:1: syntax error
no JSON at all

1 tests passed, 1 failed, 1 skipped
`
	if out.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", out.String(), want)
	}
}
