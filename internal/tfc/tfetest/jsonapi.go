package tfetest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
)

// object is a JSON object.
type object = map[string]any

// document is a request's body.
type document struct {
	Data struct {
		ID            string
		Attributes    object
		Relationships map[string]struct{ Data json.RawMessage }
	}
}

// reference is a resource that a body names.
type reference struct {
	ID         string
	Type       string
	Attributes object
}

func read(r *http.Request) document {
	var d document
	_ = json.NewDecoder(r.Body).Decode(&d)
	if d.Data.Attributes == nil {
		d.Data.Attributes = object{}
	}
	return d
}

// one returns the ID of a to-one relation of the body, or "".
func (d document) one(name string) string {
	var ref reference
	_ = json.Unmarshal(d.Data.Relationships[name].Data, &ref)
	return ref.ID
}

// many returns the resources of a to-many relation.
func (d document) many(name string) []reference {
	var refs []reference
	_ = json.Unmarshal(d.Data.Relationships[name].Data, &refs)
	return refs
}

// references reads a body whose data is a list.
func references(r *http.Request) []reference {
	var d struct{ Data []reference }
	_ = json.NewDecoder(r.Body).Decode(&d)
	return d.Data
}

func write(w http.ResponseWriter, status int, v any) {
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

func fail(w http.ResponseWriter, status int, title, detail string) {
	write(w, status, object{"errors": []object{{"status": strconv.Itoa(status), "title": title, "detail": detail}}})
}

func notFound(w http.ResponseWriter) { fail(w, http.StatusNotFound, "not found", "") }

// invalid is a validation error; a server that lacks much says 409.
func (s *Server) invalid(w http.ResponseWriter, detail string) {
	status := http.StatusUnprocessableEntity
	if s.Lacking {
		status = http.StatusConflict
	}
	fail(w, status, "invalid attribute", detail)
}

func resource(kind, id string, attributes object) object {
	return object{"type": kind, "id": id, "attributes": attributes}
}

func ref(kind, id string) object {
	if id == "" {
		return object{"data": nil}
	}
	return object{"data": object{"type": kind, "id": id}}
}

// page writes the page of a list that the request asks for: 20 items unless it
// says otherwise, 100 at most.
func page(w http.ResponseWriter, r *http.Request, all []object, included []object) {
	size, number := 20, 1
	if n, err := strconv.Atoi(r.URL.Query().Get("page[size]")); err == nil && n > 0 {
		size = min(n, 100)
	}
	if n, err := strconv.Atoi(r.URL.Query().Get("page[number]")); err == nil && n > 0 {
		number = n
	}
	pages := max(1, (len(all)+size-1)/size)
	from := min((number-1)*size, len(all))
	to := min(from+size, len(all))
	pagination := object{"current-page": number, "prev-page": nil, "next-page": nil, "total-pages": pages, "total-count": len(all)}
	if number > 1 {
		pagination["prev-page"] = number - 1
	}
	if number < pages {
		pagination["next-page"] = number + 1
	}
	body := object{"data": append([]object{}, all[from:to]...), "meta": object{"pagination": pagination}}
	if len(included) > 0 {
		body["included"] = included
	}
	write(w, http.StatusOK, body)
}

// id makes a new ID.
func (s *Server) id(prefix string) string {
	s.next++
	return fmt.Sprintf("%s-%08d", prefix, s.next)
}
