// Package extract reads one analysed text and finds everything casus says about it.
//
// In comes a ling.Text; out goes a Page with all layers of one document: times, places, parties, sayings, figures,
// mentions, claims, forecasts and links within the text. The finders live in the folders below and do not know each
// other; this package runs them in order and puts mentions together from what they found. It refuses to compare
// documents: that is fuse's.
package extract

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/what"
	"github.com/casus-project/casus/internal/extract/when"
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
	Salience  []float64 // per mention: how far its sentence is about it, 0 to 1
	Claims    []casus.Claim
	Forecasts []casus.Forecast
	Links     []casus.Link
	Misses    []Miss    // only where asked for
	Choices   []Choices // per mention; only where asked for
}

// Choices are the times, the places and the parties that a mention may have.
type Choices struct {
	Times  []when.Option
	Places []PlaceOption
	Actors []what.ActorOption
}

// Miss says for one sentence without an event what came nearest and why it failed.
type Miss struct {
	Sentence casus.Span
	Reason   string
}

// minSalience is the salience below which a sentence is not about an event that it tells: "condolences after the attack".
const minSalience = 0.34

// Main is the mention that a text of one sentence is about: the most salient of those not hypothetical, nil where none is
// salient enough.
func (p *Page) Main() *casus.Mention {
	var best *casus.Mention
	top := minSalience
	for i := range p.Mentions {
		if p.Mentions[i].Modality != casus.Hypothetical && p.Salience[i] >= top {
			best, top = &p.Mentions[i], p.Salience[i]
		}
	}
	return best
}
