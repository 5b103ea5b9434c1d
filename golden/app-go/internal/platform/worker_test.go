package platform

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// workQueue hands out each body once and then lets the worker wait.
type workQueue struct {
	queueAPI
	bodies  []string
	failing int // so many times it can't be reached first
	deleted []string
}

func (q *workQueue) ReceiveMessage(ctx context.Context, _ *sqs.ReceiveMessageInput, _ ...func(*sqs.Options)) (*sqs.ReceiveMessageOutput, error) {
	if q.failing > 0 {
		q.failing--
		return nil, errors.New("unreachable")
	}
	if len(q.bodies) == 0 {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	body := q.bodies[0]
	q.bodies = q.bodies[1:]
	return &sqs.ReceiveMessageOutput{Messages: []types.Message{{MessageId: aws.String(body), Body: &body, ReceiptHandle: &body}}}, nil
}

func (q *workQueue) DeleteMessage(_ context.Context, input *sqs.DeleteMessageInput, _ ...func(*sqs.Options)) (*sqs.DeleteMessageOutput, error) {
	q.deleted = append(q.deleted, *input.ReceiptHandle)
	return &sqs.DeleteMessageOutput{}, nil
}

func (q *workQueue) clients() *Clients {
	return &Clients{queues: map[string]*Queue{workerQueue: {workerQueue, "http://queue", q}}}
}

func TestWorkerDeletesWhatIsDone(t *testing.T) {
	out := capture(t)
	synctest.Test(t, func(t *testing.T) {
		queue := &workQueue{bodies: []string{"good", "bad", "panic", "last"}}
		ctx, stop := context.WithCancel(t.Context())
		go queue.clients().Work(ctx, func(_ context.Context, _ *Clients, message Message) error {
			switch message.Body {
			case "bad":
				return errors.New("the cause")
			case "panic":
				panic("oh no")
			}
			return nil
		})
		synctest.Wait()
		stop()
		synctest.Wait()
		if !slices.Equal(queue.deleted, []string{"good", "last"}) {
			t.Errorf("it deleted %q", queue.deleted)
		}
	})
	for _, want := range []string{"the cause", "oh no"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q was not logged", want)
		}
	}
}

func TestWorkerFinishesTheMessageInHand(t *testing.T) {
	capture(t)
	synctest.Test(t, func(t *testing.T) {
		queue := &workQueue{bodies: []string{"in hand", "never begun"}}
		ctx, stop := context.WithCancel(t.Context())
		queue.clients().Work(ctx, func(ctx context.Context, _ *Clients, _ Message) error {
			stop()
			return ctx.Err()
		})
		if !slices.Equal(queue.deleted, []string{"in hand"}) {
			t.Errorf("it deleted %q", queue.deleted)
		}
	})
}

func TestWorkerWaitsForItsQueue(t *testing.T) {
	capture(t)
	synctest.Test(t, func(t *testing.T) {
		queue := &workQueue{bodies: []string{"at last"}, failing: 7}
		ctx, stop := context.WithCancel(t.Context())
		started := time.Now()
		queue.clients().Work(ctx, func(context.Context, *Clients, Message) error {
			stop()
			return nil
		})
		// 1, 2, 4, 8 and 16 seconds, then 30 each time.
		if took := time.Since(started); took != 91*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

func TestWorkerStopsWhileItWaits(t *testing.T) {
	capture(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		queue := &workQueue{failing: 1000}
		time.AfterFunc(10*time.Second, stop)
		started := time.Now()
		queue.clients().Work(ctx, nil)
		if took := time.Since(started); took != 10*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}
