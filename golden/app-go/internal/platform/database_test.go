package platform

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/jackc/pgx/v5"
)

func TestSecretIsReadForEachConnection(t *testing.T) {
	secret := ""
	manager := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]string{"SecretString": secret})
	}))
	defer manager.Close()
	login := credentials(databaseConfig{secretARN: "arn:secret"}, secretsmanager.New(secretsmanager.Options{
		BaseEndpoint: &manager.URL,
		Region:       "us-east-1",
		Credentials:  aws.AnonymousCredentials{},
	}))

	for _, password := range []string{"old", "rotated"} {
		secret = `{"username":"app","password":"` + password + `"}`
		var connection pgx.ConnConfig
		if err := login(t.Context(), &connection); err != nil {
			t.Fatal(err)
		}
		if connection.User != "app" || connection.Password != password {
			t.Errorf("it logs in as %s with %s", connection.User, connection.Password)
		}
	}

	secret = "hush"
	if err := login(t.Context(), &pgx.ConnConfig{}); err == nil || strings.Contains(err.Error(), "hush") {
		t.Errorf("the error is %v", err)
	}
}

func TestDatabaseNeedsALogin(t *testing.T) {
	_, err := LoadConfig(env(map[string]string{"DATABASE_HOST": "db", "DATABASE_NAME": "orders"}))
	if err == nil || !strings.Contains(err.Error(), "DATABASE_SECRET_ARN or DATABASE_USER must be set") {
		t.Errorf("the error is %v", err)
	}
}

func TestDatabaseThatRefuses(t *testing.T) {
	capture(t)
	code, answer := status(opened(t, map[string]string{
		"DATABASE_HOST": "127.0.0.1", "DATABASE_PORT": "1", "DATABASE_NAME": "orders", "DATABASE_USER": "orders",
	}))
	if code != http.StatusServiceUnavailable {
		t.Errorf("%d %s", code, answer)
	}
}
