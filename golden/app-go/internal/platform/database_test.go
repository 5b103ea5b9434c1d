package platform

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/jackc/pgx/v5"
)

func TestEachConnectionSignsItsToken(t *testing.T) {
	keys := "first"
	settings := aws.Config{Region: "us-east-1", Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: keys, SecretAccessKey: "secret"}, nil
	})}
	login := login(databaseConfig{host: "db", port: 5432, user: "orders"}, settings)
	for _, keys = range []string{"first", "second"} {
		var connection pgx.ConnConfig
		if err := login(t.Context(), &connection); err != nil {
			t.Fatal(err)
		}
		token, err := url.Parse("https://" + connection.Password)
		if err != nil {
			t.Fatal(err)
		}
		query := token.Query()
		if token.Host != "db:5432" || query.Get("Action") != "connect" || query.Get("DBUser") != "orders" || connection.User != "orders" {
			t.Errorf("the token is for %s and %v", token.Host, query)
		}
		if !strings.HasPrefix(query.Get("X-Amz-Credential"), keys+"/") {
			t.Errorf("it is signed with %s", query.Get("X-Amz-Credential"))
		}
	}
}

func TestPasswordForLocalWork(t *testing.T) {
	var connection pgx.ConnConfig
	if err := login(databaseConfig{user: "app", password: "local"}, aws.Config{})(t.Context(), &connection); err != nil || connection.Password != "local" {
		t.Errorf("it logs in with %q and %v", connection.Password, err)
	}
}

func TestDatabaseNeedsAUser(t *testing.T) {
	_, err := LoadConfig(env(map[string]string{"DATABASE_HOST": "db", "DATABASE_NAME": "orders"}))
	if err == nil || !strings.Contains(err.Error(), "DATABASE_USER must be set") {
		t.Errorf("the error is %v", err)
	}
}

func TestDatabaseIsCheckedAgainstRDS(t *testing.T) {
	config := opened(t, map[string]string{
		"DATABASE_HOST": "db.example.com", "DATABASE_NAME": "orders", "DATABASE_USER": "orders", "DATABASE_SSLROOTCERT": "../../rds-ca.pem",
	}).Database.Config().ConnConfig.TLSConfig
	if config.InsecureSkipVerify || config.ServerName != "db.example.com" || config.RootCAs == nil {
		t.Errorf("it checks nothing: %+v", config)
	}
}

func TestDatabaseThatRefuses(t *testing.T) {
	capture(t)
	code, answer := status(opened(t, map[string]string{
		"DATABASE_HOST": "127.0.0.1", "DATABASE_PORT": "1", "DATABASE_NAME": "orders", "DATABASE_USER": "orders", "DATABASE_PASSWORD": "local", "DATABASE_SSLMODE": "disable",
	}))
	if code != http.StatusServiceUnavailable {
		t.Errorf("%d %s", code, answer)
	}
}
