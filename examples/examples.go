// Package examples embeds the demo reports, which were written for this project: what they tell is invented. Nothing comes
// in; the reports go out as JSON Lines. It holds no code that reads them.
package examples

import _ "embed"

// Demo are the demo reports as JSON Lines (docs/format/input.md).
//
//go:embed demo/reports.jsonl
var Demo []byte
