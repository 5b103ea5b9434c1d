// Package app is the service itself. What it stands on is in package platform.
package app

import (
	"net/http"

	"github.com/acme/shop-web/internal/platform"
)

// api holds what the handlers share.
type api struct{ clients *platform.Clients }

// Routes adds the service's routes, all of them below the base path.
func Routes(mux *http.ServeMux, clients *platform.Clients) {
	const base = platform.BasePath
	a := api{clients}
	mux.HandleFunc("GET "+base+"/{$}", a.index)
	mux.HandleFunc("POST "+base+"/greetings", a.greet)
}

func (a api) index(w http.ResponseWriter, _ *http.Request) {
	platform.WriteJSON(w, http.StatusOK, map[string]string{
		"service":     a.clients.Config.Service,
		"environment": a.clients.Config.Environment,
	})
}

func (a api) greet(w http.ResponseWriter, r *http.Request) {
	var greeting struct {
		Name string `json:"name"`
	}
	if !platform.ReadJSON(w, r, &greeting) {
		return
	}
	if greeting.Name == "" {
		platform.WriteError(w, http.StatusBadRequest, "name is missing")
		return
	}
	platform.WriteJSON(w, http.StatusCreated, map[string]string{"message": "Hello, " + greeting.Name + "!"})
}
