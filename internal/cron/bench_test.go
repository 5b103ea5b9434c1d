package cron

import "testing"

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := Parse("cron(0/15 8-17 ? * MON-FRI *)"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCollide is the slowest case: two zones, every minute, never together.
func BenchmarkCollide(b *testing.B) {
	first, _ := Parse("cron(* * ? * MON-FRI *)")
	second, _ := Parse("cron(* 6-15 ? * SUN *)")
	zoneA, _ := Zone("Europe/Berlin")
	zoneB, _ := Zone("America/New_York")
	for b.Loop() {
		if Collide(first, zoneA, second, zoneB) {
			b.Fatal("they never meet")
		}
	}
}
