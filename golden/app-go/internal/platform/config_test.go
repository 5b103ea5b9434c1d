package platform

import (
	"strings"
	"testing"
)

func env(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func TestDefaults(t *testing.T) {
	config, err := LoadConfig(env(nil))
	if err != nil {
		t.Fatal(err)
	}
	if config.Port != 9090 || config.Service != "shop" || config.Environment != "local" || config.Grace.Seconds() != 55 {
		t.Errorf("the defaults are %+v", config)
	}
}

func TestBadValuesAreReportedTogether(t *testing.T) {
	_, err := LoadConfig(env(map[string]string{"PORT": "0", "LOG_LEVEL": "loud", "SHUTDOWN_GRACE_SECONDS": "soon"}))
	if err == nil {
		t.Fatal("there is no error")
	}
	for _, want := range []string{`PORT must be a number from 1 to 65535, not "0"`, "LOG_LEVEL must be one of debug, info", `not "soon"`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
}

func TestURLs(t *testing.T) {
	reader := &environment{getenv: env(map[string]string{"GOOD": "http://pricing:8080/", "BAD": "user:secret@pricing"})}
	if got := reader.url("GOOD"); got != "http://pricing:8080" {
		t.Errorf("the URL is %q", got)
	}
	reader.url("BAD")
	if err := reader.err(); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("the error is %v", err)
	}
}
