// Package extract reads one analysed text and finds everything casus says about it.
//
// In comes a ling.Text; out goes a Page with all layers of one document: times, places, parties, sayings, figures,
// mentions, claims, forecasts and links within the text. The finders live in the folders below and do not know each
// other; this package runs them in order and puts mentions together from what they found. It refuses to compare
// documents: that is fuse's.
package extract

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// Page is everything found in one document. Slices are in the order of the text.
type Page struct {
	Doc       *casus.Document
	Text      *ling.Text // nil where the text was not analysed
	Times     []casus.When
	Places    []casus.Place
	Parties   []casus.Party
	Sayings   []casus.Saying
	Figures   []casus.Figure
	Mentions  []casus.Mention
	Claims    []casus.Claim
	Forecasts []casus.Forecast
	Links     []casus.Link
	Misses    []Miss // only where asked for
}

// Miss says for one sentence without an event what came nearest and why it failed.
type Miss struct {
	Sentence casus.Span
	Reason   string
}
