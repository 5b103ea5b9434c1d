package proof

import (
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestRDSAuthorities reads the certificates that applications trust: each is
// the root that RDS names after its region and the key that instances ask for.
func TestRDSAuthorities(t *testing.T) {
	src, err := os.ReadFile(filepath.Join("..", "..", "templates", "app-repo", "rds.hcl"))
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?s)"([a-z0-9-]+)" = <<-PEM\n(.*?)PEM\n`).FindAllStringSubmatch(string(src), -1)
	if len(found) < 20 {
		t.Fatalf("only %d certificates", len(found))
	}
	for _, f := range found {
		block, rest := pem.Decode([]byte(regexp.MustCompile(`(?m)^ +`).ReplaceAllString(f[2], "")))
		if block == nil || strings.TrimSpace(string(rest)) != "" {
			t.Errorf("%s is not one certificate", f[1])
			continue
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			t.Errorf("%s: %v", f[1], err)
			continue
		}
		if want := "Amazon RDS " + f[1] + " Root CA RSA2048 G1"; certificate.Subject.CommonName != want || !certificate.IsCA {
			t.Errorf("under %s stands %s", f[1], certificate.Subject.CommonName)
		}
		if err := certificate.CheckSignatureFrom(certificate); err != nil {
			t.Errorf("%s: %v", f[1], err)
		}
		if certificate.NotAfter.Before(time.Now().AddDate(5, 0, 0)) {
			t.Errorf("%s ends on %s", f[1], certificate.NotAfter)
		}
	}
}

// TestDatabaseTasksAreOne: shared-services' task and a service's own run the
// same script.
func TestDatabaseTasksAreOne(t *testing.T) {
	read := func(pack string) string {
		src, err := os.ReadFile(filepath.Join("..", "..", "templates", filepath.FromSlash(pack), "environment", "database.sh.tmpl"))
		if err != nil {
			t.Fatal(err)
		}
		return string(src)
	}
	if read("layer/shared-services") != read("service") {
		t.Error("templates/layer/shared-services/environment/database.sh.tmpl and templates/service/environment/database.sh.tmpl differ")
	}
}
