package casus

import (
	"errors"
	"fmt"
)

// Kind tells a caller what it may do about an error.
type Kind uint8

// The kinds of error. Unknown is any error that carries no kind.
const (
	Unknown   Kind = iota
	Invalid        // the input is wrong and will stay wrong
	NotFound       // there is no such thing
	Conflict       // it exists already and differs, or belongs to a newer version
	Temporary      // the same call may succeed later
)

// String is the kind in lower case, as logs and the API print it.
func (k Kind) String() string {
	switch k {
	case Invalid:
		return "invalid"
	case NotFound:
		return "not found"
	case Conflict:
		return "conflict"
	case Temporary:
		return "temporary"
	}
	return "unknown"
}

// kindError is an error with a kind; it wraps its cause.
type kindError struct {
	kind Kind
	err  error
}

func (e *kindError) Error() string { return e.err.Error() }
func (e *kindError) Unwrap() error { return e.err }

// Errorf is fmt.Errorf with a kind; %w wraps as usual.
func Errorf(kind Kind, format string, args ...any) error {
	return &kindError{kind: kind, err: fmt.Errorf(format, args...)}
}

// KindOf is the kind of the outermost error in the chain that has one, or Unknown.
func KindOf(err error) Kind {
	var k *kindError
	if errors.As(err, &k) {
		return k.kind
	}
	return Unknown
}
