package gitops

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
)

// signers are the programs that sign, by gpg.format.
var signers = map[string]string{"openpgp": "gpg", "x509": "gpgsm", "ssh": "ssh-keygen"}

// checkSigning refuses a signature that cannot be given, as far as that can be
// told without giving one: a trial would ask for a passphrase or a touch twice.
func (r *Repository) checkSigning() error {
	refuse := func(format string, args ...any) error {
		return diag.Usagef("the commit is to be signed, but "+format, args...).
			WithHint("see gpg.format and user.signingKey in `git help config`, or pass --sign=false")
	}
	if !program.Exists() {
		return refuse("there is no git program")
	}
	format := r.settings.get("gpg.format")
	if format == "" {
		format = "openpgp"
	}
	signer, known := signers[format]
	if !known {
		return refuse("gpg.format = %s is not known", format)
	}
	for _, key := range []string{"gpg.program", "gpg." + format + ".program"} {
		if value := r.settings.path(key, ""); value != "" && (format == "openpgp" || key != "gpg.program") {
			signer = value
		}
	}
	if _, err := exec.LookPath(signer); err != nil {
		return refuse("%s cannot be run", signer)
	}
	key := r.settings.get("user.signingkey")
	switch {
	case format == "ssh":
		return r.checkSSHKey(key, refuse)
	case filepath.Base(signer) == "gpg":
		if key == "" {
			key = r.settings.get("user.email") // git passes name and address; the address decides
		}
		if exec.Command(signer, "--batch", "--list-secret-keys", "--", key).Run() != nil {
			return refuse("gpg has no secret key for %q", key)
		}
	}
	return nil
}

// checkSSHKey refuses a missing key. One written out in the configuration is
// held by an agent, which is not asked.
func (r *Repository) checkSSHKey(key string, refuse func(string, ...any) error) error {
	if key == "" && r.settings.get("gpg.ssh.defaultkeycommand") == "" {
		return refuse("no key is set for gpg.format = ssh")
	}
	if key == "" || strings.HasPrefix(key, "ssh-") || strings.HasPrefix(key, "key::") {
		return nil
	}
	file := r.settings.path("user.signingkey", r.at.Root)
	if _, err := os.Stat(file); err != nil {
		return refuse("the key %s cannot be read", file)
	}
	return nil
}

// writeSigned makes a signed commit object. `git commit-tree` does it: so every
// format, program and agent is used exactly as git would.
func (c *commit) writeSigned(ctx context.Context, tree object.ID) (object.ID, error) {
	args := []string{"-c", "i18n.commitEncoding=UTF-8", "commit-tree", "-S"}
	if !c.head.id.IsZero() {
		args = append(args, "-p", c.head.id.String())
	}
	env := append(c.author.env("AUTHOR"), c.committer.env("COMMITTER")...)
	out, err := c.r.asking().RunSigning(ctx, c.r.at.Root, []byte(c.message), env, append(args, tree.String())...)
	id := strings.TrimSpace(string(out))
	if err != nil || !plumbing.IsHash(id) {
		p := diag.Failedf("the commit could not be signed; nothing was committed")
		p.Err = err
		return object.ID{}, p.WithHint("%v; --sign=false commits without a signature", err)
	}
	return plumbing.NewHash(id), nil
}

// env is the person as git's variables; role is AUTHOR or COMMITTER.
func (p person) env(role string) []string {
	return []string{
		fmt.Sprintf("GIT_%s_NAME=%s", role, p.name), fmt.Sprintf("GIT_%s_EMAIL=%s", role, p.email),
		fmt.Sprintf("GIT_%s_DATE=@%s", role, p.when),
	}
}
