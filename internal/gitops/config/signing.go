package config

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
)

// signers are the programs that sign, by gpg.format.
var signers = map[string]string{"openpgp": "gpg", "x509": "gpgsm", "ssh": "ssh-keygen"}

// CheckSigning refuses a signature that cannot be given, as far as that can be
// told without giving one: a trial would ask for a passphrase or a touch twice.
func (s Settings) CheckSigning(root string) error {
	refuse := func(format string, args ...any) error {
		return diag.Usagef("the commit is to be signed, but "+format, args...).
			WithHint("see gpg.format and user.signingKey in `git help config`, or pass --sign=false")
	}
	if !program.Exists() {
		return refuse("there is no git program")
	}
	format := s.Get("gpg.format")
	if format == "" {
		format = "openpgp"
	}
	signer, known := signers[format]
	if !known {
		return refuse("gpg.format = %s is not known", format)
	}
	for _, key := range []string{"gpg.program", "gpg." + format + ".program"} {
		if value := s.Path(key, ""); value != "" && (format == "openpgp" || key != "gpg.program") {
			signer = value
		}
	}
	if _, err := exec.LookPath(signer); err != nil {
		return refuse("%s cannot be run", signer)
	}
	key := s.Get("user.signingkey")
	switch {
	case format == "ssh":
		return s.checkSSHKey(root, key, refuse)
	case filepath.Base(signer) == "gpg":
		if key == "" {
			key = s.Get("user.email") // git passes name and address; the address decides
		}
		if exec.Command(signer, "--batch", "--list-secret-keys", "--", key).Run() != nil {
			return refuse("gpg has no secret key for %q", key)
		}
	}
	return nil
}

// checkSSHKey refuses a missing key. One written out in the configuration is
// held by an agent, which is not asked.
func (s Settings) checkSSHKey(root, key string, refuse func(string, ...any) error) error {
	if key == "" && s.Get("gpg.ssh.defaultkeycommand") == "" {
		return refuse("no key is set for gpg.format = ssh")
	}
	if key == "" || strings.HasPrefix(key, "ssh-") || strings.HasPrefix(key, "key::") {
		return nil
	}
	file := s.Path("user.signingkey", root)
	if _, err := os.Stat(file); err != nil {
		return refuse("the key %s cannot be read", file)
	}
	return nil
}
