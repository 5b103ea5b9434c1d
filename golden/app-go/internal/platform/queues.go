package platform

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// Queue is one SQS queue.
type Queue struct {
	name, url string
	api       queueAPI
}

// queueAPI is what is used of SQS; tests have their own.
type queueAPI interface {
	SendMessage(context.Context, *sqs.SendMessageInput, ...func(*sqs.Options)) (*sqs.SendMessageOutput, error)
	ReceiveMessage(context.Context, *sqs.ReceiveMessageInput, ...func(*sqs.Options)) (*sqs.ReceiveMessageOutput, error)
	DeleteMessage(context.Context, *sqs.DeleteMessageInput, ...func(*sqs.Options)) (*sqs.DeleteMessageOutput, error)
	GetQueueAttributes(context.Context, *sqs.GetQueueAttributesInput, ...func(*sqs.Options)) (*sqs.GetQueueAttributesOutput, error)
}

func (c *Clients) openQueues(urls map[string]string, settings aws.Config) {
	api := sqs.NewFromConfig(settings)
	c.queues = map[string]*Queue{}
	for name, url := range urls {
		queue := &Queue{name, url, api}
		c.queues[name] = queue
		c.AddCheck("queue "+name, url != "", queue.check)
	}
}

// Queue returns one of the service's queues by name.
func (c *Clients) Queue(name string) *Queue {
	if queue := c.queues[name]; queue != nil {
		return queue
	}
	return &Queue{name: name}
}

// Send puts a message into the queue.
func (q *Queue) Send(ctx context.Context, body string) error {
	if q.url == "" {
		return fmt.Errorf("queue %s is not configured", q.name)
	}
	if _, err := q.api.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: &q.url, MessageBody: &body}); err != nil {
		return fmt.Errorf("queue %s: %w", q.name, err)
	}
	return nil
}

func (q *Queue) check(ctx context.Context) error {
	_, err := q.api.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{
		QueueUrl:       &q.url,
		AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameQueueArn},
	})
	return err
}
