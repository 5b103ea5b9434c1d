package platform

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

const (
	workerQueue = "jobs"
	longPoll    = 20 * time.Second
	maxPause    = 30 * time.Second
)

// Message is one message of the worker's queue.
type Message struct{ ID, Body string }

// Handler does the work of one message. An error leaves the message in the
// queue: it comes again, and in the end goes to the dead letter queue.
type Handler func(context.Context, *Clients, Message) error

// Work hands the messages of the worker's queue to handle, one after the other,
// until ctx ends; the message in hand is finished first.
func (c *Clients) Work(ctx context.Context, handle Handler) {
	queue := c.Queue(workerQueue)
	if queue.url == "" {
		slog.WarnContext(ctx, "no work: the worker's queue is not configured", "queue", queue.name)
		return
	}
	pause := time.Second
	for ctx.Err() == nil {
		messages, err := queue.receive(ctx)
		switch {
		case ctx.Err() != nil && err != nil:
			return
		case err != nil:
			slog.ErrorContext(ctx, "queue unavailable", "queue", queue.name, "error", err, "retry_in_seconds", pause.Seconds())
			select {
			case <-ctx.Done():
			case <-time.After(pause):
			}
			pause = min(2*pause, maxPause)
			continue
		}
		pause = time.Second
		for _, message := range messages {
			queue.work(context.WithoutCancel(ctx), message, func(ctx context.Context, m Message) error {
				return handle(ctx, c, m)
			})
		}
	}
}

// receive takes a single message: any further one would wait for its turn here,
// while its time of being hidden from other tasks runs out.
func (q *Queue) receive(ctx context.Context) ([]types.Message, error) {
	ctx, cancel := context.WithTimeout(ctx, longPoll+5*time.Second)
	defer cancel()
	received, err := q.api.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
		QueueUrl:            &q.url,
		MaxNumberOfMessages: 1,
		WaitTimeSeconds:     int32(longPoll.Seconds()),
	})
	if err != nil {
		return nil, err
	}
	return received.Messages, nil
}

func (q *Queue) work(ctx context.Context, message types.Message, handle func(context.Context, Message) error) {
	started := time.Now()
	log := slog.With("queue", q.name, "message_id", aws.ToString(message.MessageId))
	defer func() {
		if cause := recover(); cause != nil {
			log.ErrorContext(ctx, "message failed", "error", fmt.Sprint(cause), "stack", string(debug.Stack()))
		}
	}()
	if err := handle(ctx, Message{aws.ToString(message.MessageId), aws.ToString(message.Body)}); err != nil {
		log.ErrorContext(ctx, "message failed", "error", err)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	_, err := q.api.DeleteMessage(ctx, &sqs.DeleteMessageInput{QueueUrl: &q.url, ReceiptHandle: message.ReceiptHandle})
	if err != nil {
		log.ErrorContext(ctx, "message done, but not deleted: it will come again", "error", err)
		return
	}
	log.InfoContext(ctx, "message done", "duration_ms", milliseconds(started))
}
