package app

import (
	"testing"

	"github.com/acme/shop-web/internal/platform"
)

func TestHandle(t *testing.T) {
	if err := Handle(t.Context(), &platform.Clients{}, platform.Message{ID: "1", Body: "hello"}); err != nil {
		t.Error(err)
	}
	if err := Handle(t.Context(), &platform.Clients{}, platform.Message{ID: "2"}); err == nil {
		t.Error("an empty message is no error")
	}
}
