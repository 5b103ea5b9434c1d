package render

import (
	"fmt"
	"strings"
)

// listJoin puts a separator between the items, which must be text, whole
// numbers or booleans.
//
//	<% join ", " .teams %>   a, b   →   a, b
func listJoin(separator string, v any) (string, error) {
	items, err := list(v)
	if err != nil {
		return "", err
	}
	if err := grows(len(separator), len(items)); err != nil {
		return "", err
	}
	parts := make([]string, len(items))
	for i, item := range items {
		if parts[i], err = text(item); err != nil {
			return "", fmt.Errorf("item %d: %w", i, err)
		}
	}
	return strings.Join(parts, separator), nil
}

// listHas reports whether one of the items is v: the same type, the same value.
//
//	<% if has .uses "service-b" %>
func listHas(items, v any) (bool, error) {
	all, err := list(items)
	if err != nil {
		return false, err
	}
	wanted, err := scalar(v)
	if err != nil {
		return false, err
	}
	for i, item := range all {
		got, err := scalar(item)
		if err != nil {
			return false, fmt.Errorf("item %d: %w", i, err)
		}
		if got == wanted {
			return true, nil
		}
	}
	return false, nil
}

// listSeq is the numbers 0 to n-1.
//
//	<% range seq 3 %><% . %> <% end %>   →   0 1 2
func listSeq(v any) ([]any, error) {
	n, ok := integer(v)
	if !ok || n < 0 || n > 10_000 {
		return nil, fmt.Errorf("seq takes a number from 0 to 10000, not %v", v)
	}
	all := make([]any, n)
	for i := range all {
		all[i] = int64(i)
	}
	return all, nil
}

// numberAdd and numberSub are a + b and a - b, for whole numbers.
//
//	<% add .environment_index 1 %>   0   →   1
func numberAdd(a, b any) (int64, error) {
	x, y, err := integers(a, b)
	if err != nil {
		return 0, err
	}
	if sum := x + y; (sum > x) == (y > 0) {
		return sum, nil
	}
	return 0, fmt.Errorf("%d + %d is too large a number", x, y)
}

func numberSub(a, b any) (int64, error) {
	x, y, err := integers(a, b)
	if err != nil {
		return 0, err
	}
	if difference := x - y; (difference < x) == (y > 0) {
		return difference, nil
	}
	return 0, fmt.Errorf("%d - %d is too large a number", x, y)
}

func integers(a, b any) (x, y int64, err error) {
	x, ok := integer(a)
	if !ok {
		return 0, 0, fmt.Errorf("%s where a whole number is wanted", kindOf(a))
	}
	if y, ok = integer(b); !ok {
		return 0, 0, fmt.Errorf("%s where a whole number is wanted", kindOf(b))
	}
	return x, y, nil
}

// list is v as a list, null refused.
func list(v any) ([]any, error) {
	switch v := v.(type) {
	case []any:
		return v, nil
	case []string:
		all := make([]any, len(v))
		for i, item := range v {
			all[i] = item
		}
		return all, nil
	}
	return nil, fmt.Errorf("%s where a list is wanted", kindOf(v))
}

// scalar is v in the one form in which equal values are == to each other.
func scalar(v any) (any, error) {
	switch v := v.(type) {
	case nil, string, bool, float64:
		return v, nil
	}
	if n, ok := integer(v); ok {
		return n, nil
	}
	return nil, fmt.Errorf("%s cannot be compared", kindOf(v))
}
