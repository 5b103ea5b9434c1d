package cron

import (
	"strings"
	"testing"
	"time"
)

func TestZone(t *testing.T) {
	for _, name := range []string{"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+9", "Pacific/Tahiti", "US/Eastern", "Asia/Kathmandu"} {
		t.Run(name, func(t *testing.T) {
			zone, err := Zone(name)
			if err != nil || !IsZone(name) || zone.String() != name {
				t.Errorf("%s: %v %v", name, zone, err)
			}
		})
	}
	for name, hint := range map[string]string{
		"": "such as", "Local": "such as", "local": "such as", "europe/berlin": "write Europe/Berlin", "America/New York": "write America/New_York",
		"Europe/": "such as", "Europe": "such as", "/etc/passwd": "such as", "../Europe/Berlin": "such as", "Europe/../UTC": "such as", "Europe/Berlin\x00": "such as",
		"Factory": "such as", "CEST": "such as", "+02:00": "such as", "Europe/Berlin ": "such as",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Zone(name); err == nil || IsZone(name) || !strings.Contains(err.Error(), hint) {
				t.Errorf("%q: %v", name, err)
			}
		})
	}
}

// TestEveryZoneLoads reads all of the embedded database.
func TestEveryZoneLoads(t *testing.T) {
	for name := range zones() {
		if zone, err := Zone(name); err != nil || time.Unix(0, 0).In(zone).IsZero() {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(zones()) < 590 {
		t.Errorf("%d zones", len(zones()))
	}
}

// TestZoneIgnoresTheMachine: time.LoadLocation would read this variable's file.
func TestZoneIgnoresTheMachine(t *testing.T) {
	t.Setenv("ZONEINFO", t.TempDir())
	if _, err := Zone("Europe/Berlin"); err != nil {
		t.Error(err)
	}
}
