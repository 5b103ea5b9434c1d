package gitops

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// sshKey sets up SSH signing with a key that git trusts.
func (s *sandbox) sshKey() {
	s.T.Helper()
	dir := s.T.TempDir()
	if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", dir+"/key").CombinedOutput(); err != nil {
		s.T.Fatalf("ssh-keygen: %v\n%s", err, out)
	}
	public, err := os.ReadFile(dir + "/key.pub")
	s.Must(err)
	s.Must(os.WriteFile(dir+"/allowed", append([]byte("ada@example.com "), public...), 0o600))
	s.Git("config", "gpg.format", "ssh")
	s.Git("config", "user.signingKey", dir+"/key")
	s.Git("config", "gpg.ssh.allowedSignersFile", dir+"/allowed")
}

func TestSSHSignature(t *testing.T) {
	s := newSandbox(t)
	s.sshKey()
	yes, no := true, false
	for i, c := range []struct {
		config string
		sign   *bool
		signed bool
	}{{"false", &yes, true}, {"true", nil, true}, {"true", &no, false}, {"false", nil, false}} {
		s.Git("config", "commit.gpgSign", c.config)
		s.Write("app/a", strings.Repeat("x", i+1))
		req := request("app/a")
		req.Sign, req.Message = c.sign, "feat: sígned\n\nbody\n"
		s.commit(req)
		out, err := s.Try("verify-commit", "HEAD")
		if (err == nil) != c.signed || c.signed && !strings.Contains(out, `Good "git" signature for ada@example.com`) {
			t.Errorf("%d: verify-commit: %v %s", i, err, out)
		}
		s.Same("message", s.Git("log", "-1", "--format=%B"), "feat: sígned\n\nbody")
		s.Status("")
	}
}

func TestFirstCommitSigned(t *testing.T) {
	s := newEmptySandbox(t)
	s.sshKey()
	s.Git("config", "commit.gpgSign", "true")
	s.Write("a", "a\n")
	s.commit(request("a"))
	s.Git("verify-commit", "HEAD")
}

func TestGPGSignature(t *testing.T) {
	if testing.Short() {
		t.Skip("makes a GPG key")
	}
	home := t.TempDir()
	s := newSandbox(t)
	t.Setenv("GNUPGHOME", home)
	s.Must(os.Chmod(home, 0o700))
	out, err := exec.Command("gpg", "--batch", "--passphrase", "", "--quick-gen-key", "Ada Example <ada@example.com>", "ed25519", "sign").CombinedOutput()
	if err != nil {
		t.Fatalf("gpg: %v\n%s", err, out)
	}
	t.Cleanup(func() { _ = exec.Command("gpgconf", "--homedir", home, "--kill", "all").Run() })
	s.Git("config", "commit.gpgSign", "true")
	s.Write("app/a", "changed\n")
	s.commit(request("app/a"))
	s.Git("verify-commit", "HEAD")
	s.Git("config", "user.signingKey", "nobody@example.com")
	s.Write("app/a", "again\n")
	s.readyRefuses(request("app/a"), diag.Usage, `gpg has no secret key for "nobody@example.com"`)
}

func TestImpossibleSignatureIsRefused(t *testing.T) {
	s := newSandbox(t)
	s.Git("config", "commit.gpgSign", "true")
	s.Write("app/a", "changed\n")
	s.readyRefuses(request("app/a"), diag.Usage, "gpg has no secret key")
	s.Git("config", "gpg.format", "ssh")
	s.readyRefuses(request("app/a"), diag.Usage, "no key is set")
	s.Git("config", "user.signingKey", "~/none")
	s.readyRefuses(request("app/a"), diag.Usage, "none cannot be read")
	s.Git("config", "gpg.ssh.program", s.Path("missing"))
	s.readyRefuses(request("app/a"), diag.Usage, "missing cannot be run")
	s.Git("config", "gpg.format", "pigeon")
	s.readyRefuses(request("app/a"), diag.Usage, "pigeon is not known")
}

// A signature that fails at the last moment leaves everything as it was.
func TestFailedSignature(t *testing.T) {
	s := newSandbox(t)
	s.sshKey()
	s.Script("signer", "echo no touch >&2; exit 1\n")
	s.Git("config", "gpg.ssh.program", s.Path("signer"))
	s.Git("config", "commit.gpgSign", "true")
	s.Write("app/a", "changed\n")
	req := request("app/a")
	req.Branch = "feature"
	_, err := s.open().Commit(t.Context(), req)
	s.Refused(err, diag.Failed, "no touch")
	s.Same("branches", s.Git("branch", "--format=%(refname:short)"), "trunk")
	s.Status(" M app/a|?? signer")
	s.Sound()
}
