package cron

import (
	"archive/zip"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// zoneinfo is lib/time/zoneinfo.zip of the Go distribution (IANA's data, in the
// public domain): the machine's own database differs from one to the next, and
// time.LoadLocation asks the environment and the disk. A newer one is copied over
// it as it is.
//
//go:embed zoneinfo.zip
var zoneinfo string

var zones = sync.OnceValue(func() map[string]*zip.File {
	archive, err := zip.NewReader(strings.NewReader(zoneinfo), int64(len(zoneinfo)))
	if err != nil {
		panic("cron: the embedded zoneinfo.zip: " + err.Error())
	}
	all := make(map[string]*zip.File, len(archive.File))
	for _, file := range archive.File {
		if !strings.HasSuffix(file.Name, "/") && file.Name != "Factory" {
			all[file.Name] = file
		}
	}
	return all
})

// Zone returns the time zone of an IANA name, spelled exactly as IANA spells it.
func Zone(name string) (*time.Location, error) {
	file, ok := zones()[name]
	if !ok {
		return nil, zoneError(name)
	}
	reader, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	data, err := io.ReadAll(reader)
	if err != nil {
		return nil, err
	}
	return time.LoadLocationFromTZData(name, data)
}

// IsZone reports whether name is a time zone, without reading its data.
func IsZone(name string) bool {
	_, ok := zones()[name]
	return ok
}

// zoneError names the zone that was probably meant.
func zoneError(name string) error {
	for known := range zones() {
		if strings.EqualFold(known, strings.ReplaceAll(name, " ", "_")) {
			return fmt.Errorf("%q is not an IANA time zone: write %s", name, known)
		}
	}
	return fmt.Errorf("%q is not an IANA time zone, such as Europe/Berlin or UTC", name)
}
