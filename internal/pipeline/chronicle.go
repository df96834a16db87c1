package pipeline

import (
	"context"
	"fmt"
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/crisis"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/store"
)

// FusePage is a page as fuse takes it.
func FusePage(p *extract.Page) fuse.Page {
	return fuse.Page{
		Doc: *p.Doc, Mentions: p.Mentions, Claims: p.Claims, Figures: p.Figures, Sayings: p.Sayings, Links: p.Links,
		Forecasts: p.Forecasts,
	}
}

// Together gives the parties of pages that are read together what their reports tell about each other's; see fuse.Settle.
func Together(pages []*extract.Page) []*extract.Page {
	in := make([]fuse.Page, len(pages))
	for i, p := range pages {
		in[i] = FusePage(p)
	}
	out := make([]*extract.Page, len(pages))
	for i, p := range fuse.Settle(in, fuse.Options{}) {
		page := *pages[i]
		page.Mentions = p.Mentions
		out[i] = &page
	}
	return out
}

// Chronicle brings pages together: events, claims, crises, links, forecasts. Merges and splits that a person decided hold.
func Chronicle(pages []fuse.Page, d fuse.Decisions) *fuse.Picture {
	o := fuse.Options{Decisions: d}
	return crisis.Chronicle(fuse.Settle(pages, o), o, crisis.Options{})
}

// Keeper is the part of a store that Keep and Refresh need.
type Keeper interface {
	store.Writer
	store.Texts
}

// Kept counts what became of documents that were put into a store.
type Kept struct{ New, Same, Revised, Refused, Mentions int }

// Keep stores the documents and codings of pages as they come; progress is told after each batch. Documents that the
// store holds already are counted and not stored again. Errors of single records go to complain.
func (c *Coder) Keep(ctx context.Context, k Keeper, pages []*extract.Page) (Kept, error) {
	var kept Kept
	docs := make([]casus.Document, len(pages))
	for i, p := range pages {
		docs[i] = *p.Doc
	}
	added, err := k.AddDocuments(ctx, docs)
	if err != nil {
		return kept, fmt.Errorf("storing documents: %w", err)
	}
	var codings []store.Coding
	for i, a := range added {
		switch a.State {
		case store.Fresh:
			kept.New++
		case store.Same:
			kept.Same++
		case store.Revision:
			kept.Revised++
		default:
			kept.Refused++
			continue
		}
		page := pages[i]
		if a.ID != page.Doc.ID { // a revision stands under an id of its own, and so must its records
			doc := *page.Doc
			doc.ID = a.ID
			if page, err = c.Code(&doc); err != nil {
				return kept, err
			}
		}
		kept.Mentions += len(page.Mentions)
		codings = append(codings, Coding(c.Run.ID, page))
	}
	if err := k.AddRun(ctx, c.Run); err != nil {
		return kept, fmt.Errorf("storing the run: %w", err)
	}
	if err := k.AddCodings(ctx, codings); err != nil {
		return kept, fmt.Errorf("storing codings: %w", err)
	}
	return kept, nil
}

// Coding is a page as a store takes it.
func Coding(run casus.RunID, p *extract.Page) store.Coding {
	return store.Coding{
		Document: p.Doc.ID, Run: run, Mentions: p.Mentions, Claims: p.Claims, Sayings: p.Sayings, Figures: p.Figures,
		Times: p.Times, Places: p.Places, Forecasts: p.Forecasts, Links: p.Links, Defects: p.Doc.Defects,
	}
}

// Refresh builds the picture of everything in the store again and stores it.
func Refresh(ctx context.Context, k Keeper, run casus.RunID) (*fuse.Picture, store.Changes, error) {
	docs, err := k.Documents(ctx, store.DocumentFilter{})
	if err != nil {
		return nil, store.Changes{}, fmt.Errorf("reading documents: %w", err)
	}
	var pages []fuse.Page
	for _, d := range docs {
		coding, err := k.Coding(ctx, d.ID, "")
		if casus.KindOf(err) == casus.NotFound {
			continue
		}
		if err != nil {
			return nil, store.Changes{}, fmt.Errorf("reading the coding of %s: %w", d.ID, err)
		}
		pages = append(pages, fuse.Page{
			Doc: d, Mentions: coding.Mentions, Claims: coding.Claims, Figures: coding.Figures, Sayings: coding.Sayings,
			Links: coding.Links, Forecasts: coding.Forecasts,
		})
	}
	p := Chronicle(pages, fuse.Decisions{})
	changes, err := k.SetPicture(ctx, store.Picture{
		Run: run, Events: p.Events, Claims: p.Claims, Disagreements: p.Disagreements, Crises: p.Crises, Links: slices.Concat(p.Links, p.Inferred),
		Forecasts: p.Forecasts,
	})
	if err != nil {
		return nil, changes, fmt.Errorf("storing the picture: %w", err)
	}
	return p, changes, nil
}
