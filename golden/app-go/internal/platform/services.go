package platform

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// Service is another service that this one calls by HTTP.
type Service struct {
	name, url string
	client    *http.Client
}

func (c *Clients) openServices(urls map[string]string) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DialContext = (&net.Dialer{Timeout: 2 * time.Second}).DialContext
	transport.TLSHandshakeTimeout = 2 * time.Second
	transport.MaxIdleConnsPerHost = 20
	client := &http.Client{Transport: transport, Timeout: 10 * time.Second}

	c.services = map[string]*Service{}
	for name, url := range urls {
		service := &Service{name, url, client}
		c.services[name] = service
		c.AddCheck("service "+name, url != "", service.check)
	}
	c.OnClose(client.CloseIdleConnections)
}

// Service returns one of the services that this one may call, by name.
func (c *Clients) Service(name string) *Service {
	if service := c.services[name]; service != nil {
		return service
	}
	return &Service{name: name}
}

// Get asks for a path below the service's URL. The caller closes the body.
func (s *Service) Get(ctx context.Context, path string) (*http.Response, error) {
	return s.Do(ctx, http.MethodGet, path, nil)
}

// Do sends a request with a JSON body, or none, to a path below the service's
// URL. It passes on the trace id of the request that ctx belongs to. Nothing is
// sent twice but what is safe to repeat, such as a GET into a connection that
// the service has closed meanwhile. The caller closes the body.
func (s *Service) Do(ctx context.Context, method, path string, body io.Reader) (*http.Response, error) {
	if s.url == "" {
		return nil, fmt.Errorf("service %s is not configured", s.name)
	}
	request, err := http.NewRequestWithContext(ctx, method, s.url+path, body)
	if err != nil {
		return nil, fmt.Errorf("service %s: %w", s.name, err)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if id := TraceID(ctx); id != "" {
		request.Header.Set(TraceHeader, id)
	}
	response, err := s.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("service %s: %w", s.name, err)
	}
	return response, nil
}

func (s *Service) check(ctx context.Context) error {
	response, err := s.Get(ctx, "")
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= http.StatusInternalServerError {
		return fmt.Errorf("it answers %s", response.Status)
	}
	return nil
}
