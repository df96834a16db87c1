// Package all lists the input forms that are linked in. Nothing comes in; the list goes out. It refuses to choose: see
// ingest.ByName.
package all

import (
	"github.com/casus-project/casus/internal/ingest"
	"github.com/casus-project/casus/internal/ingest/csv"
	"github.com/casus-project/casus/internal/ingest/jsonl"
	"github.com/casus-project/casus/internal/ingest/page"
	"github.com/casus-project/casus/internal/ingest/text"
)

// Formats are the input forms, in the order in which they are told from a file's name.
func Formats() []ingest.Format {
	return []ingest.Format{text.Format{}, page.Format{}, jsonl.Format{}, csv.Format{}}
}
