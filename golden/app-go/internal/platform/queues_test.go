package platform

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

// fakeQueue is a queue in memory.
type fakeQueue struct {
	queueAPI
	sent []string
}

func (f *fakeQueue) SendMessage(_ context.Context, input *sqs.SendMessageInput, _ ...func(*sqs.Options)) (*sqs.SendMessageOutput, error) {
	f.sent = append(f.sent, *input.QueueUrl+" "+*input.MessageBody)
	return &sqs.SendMessageOutput{}, nil
}

func TestSend(t *testing.T) {
	fake := &fakeQueue{}
	queue := &Queue{"jobs", "http://queue", fake}
	if err := queue.Send(t.Context(), "hello"); err != nil {
		t.Fatal(err)
	}
	if len(fake.sent) != 1 || fake.sent[0] != "http://queue hello" {
		t.Errorf("it sent %q", fake.sent)
	}
}

func TestQueueNotConfigured(t *testing.T) {
	err := opened(t, nil).Queue("jobs").Send(t.Context(), "hello")
	if err == nil || err.Error() != "queue jobs is not configured" {
		t.Errorf("the error is %v", err)
	}
}
