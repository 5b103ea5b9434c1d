package app

import (
	"context"
	"errors"
	"log/slog"

	"github.com/acme/shop-web/internal/platform"
)

// Handle does the work of one message of the queue jobs. It can get the same
// message twice, as queues deliver at least once. An error leaves the message
// in the queue for another try, and at last in the dead letter queue.
//
// ctx goes on when the service stops: the message in hand is finished.
func Handle(ctx context.Context, clients *platform.Clients, message platform.Message) error {
	if message.Body == "" {
		return errors.New("the message is empty")
	}
	slog.InfoContext(ctx, "message received", "message_id", message.ID, "bytes", len(message.Body))
	return nil
}
