package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// Verify reads everything again; see store.Whole.
func (s *Store) Verify(ctx context.Context, report func(store.Problem)) (store.Checked, error) {
	v := &verifier{store: s, report: report}
	for _, step := range []func(context.Context) error{v.file, v.documents, v.codings, v.records, v.heads} {
		if err := step(ctx); err != nil {
			return v.checked, s.wrap("verify", err)
		}
	}
	return v.checked, nil
}

type verifier struct {
	store   *Store
	report  func(store.Problem)
	checked store.Checked
}

func (v *verifier) fail(where, format string, args ...any) {
	v.report(store.Problem{Where: where, What: fmt.Sprintf(format, args...)})
}

// file asks SQLite whether its own structures are whole.
func (v *verifier) file(ctx context.Context) error {
	return v.store.rows(ctx, &query{head: "PRAGMA integrity_check"}, func(rows *sql.Rows) error {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			v.fail("file "+v.store.path, "%s", line)
		}
		return nil
	})
}

func (v *verifier) documents(ctx context.Context) error {
	q := &query{head: "SELECT d.id, d.text_hash, d.content, d.body, d.text FROM documents d ORDER BY d.seq"}
	return v.store.rows(ctx, q, func(rows *sql.Rows) error {
		var id, hash, content, body, text string
		if err := rows.Scan(&id, &hash, &content, &body, &text); err != nil {
			return err
		}
		v.checked.Documents++
		d, err := decodeDocument(body, text)
		switch {
		case err != nil:
			v.fail("document "+id, "%v", err)
		case d.Hash() != hash:
			v.fail("document "+id, "the text is not the one that was stored (hash %s, kept %s)", d.Hash(), hash)
		case store.ContentHash(&d) != content:
			v.fail("document "+id, "title, time, outlet or address are not those that were stored")
		}
		return nil
	})
}

func (v *verifier) codings(ctx context.Context) error {
	type key struct {
		doc  casus.DocID
		run  casus.RunID
		hash string
	}
	var all []key
	err := v.store.rows(ctx, &query{head: "SELECT document, run, hash FROM codings ORDER BY seq"}, func(rows *sql.Rows) error {
		var k key
		err := rows.Scan(&k.doc, &k.run, &k.hash)
		all = append(all, k)
		return err
	})
	if err != nil {
		return err
	}
	for _, k := range all {
		where := fmt.Sprintf("coding of document %s by run %s", k.doc, k.run)
		docs, err := v.store.Documents(ctx, store.DocumentFilter{IDs: []casus.DocID{k.doc}})
		if err != nil {
			return err
		}
		if len(docs) == 0 {
			v.fail(where, "the document is not there")
			continue
		}
		c, err := v.store.Coding(ctx, k.doc, k.run)
		if err != nil {
			v.fail(where, "%v", err)
			continue
		}
		problems, spans := store.CheckCoding(&docs[0], &c)
		v.checked.Mentions += len(c.Mentions)
		v.checked.Spans += spans
		for _, p := range problems {
			v.report(p)
		}
		if whole, err := encode(c); err != nil || casus.HashID(whole) != k.hash {
			v.fail(where, "it is not the one that was stored")
		}
	}
	return nil
}

// records checks every quotation of the picture, and that what its records lead to is there.
func (v *verifier) records(ctx context.Context) error {
	p, err := v.picture(ctx)
	if err != nil {
		return err
	}
	texts := map[casus.DocID]string{}
	problems, spans := store.CheckQuotes(p, func(id casus.DocID) (string, bool) {
		if t, ok := texts[id]; ok {
			return t, true
		}
		docs, err := v.store.Documents(ctx, store.DocumentFilter{IDs: []casus.DocID{id}})
		if err != nil || len(docs) == 0 {
			return "", false
		}
		texts[id] = docs[0].Text
		return docs[0].Text, true
	})
	v.checked.Spans += spans
	v.checked.Records += len(p.Events) + len(p.Claims) + len(p.Disagreements) + len(p.Crises) + len(p.Links) + len(p.Forecasts)
	for _, problem := range problems {
		v.report(problem)
	}
	return v.ends(ctx, p)
}

func (v *verifier) picture(ctx context.Context) (p *store.Picture, err error) {
	p = &store.Picture{}
	s := v.store
	if p.Events, err = s.Events(ctx, store.EventFilter{}); err != nil {
		return nil, err
	}
	if p.Crises, err = s.Crises(ctx, store.CrisisFilter{}); err != nil {
		return nil, err
	}
	if p.Claims, p.Disagreements, err = s.Claims(ctx, store.ClaimFilter{}); err != nil {
		return nil, err
	}
	if p.Links, err = s.Links(ctx, store.LinkFilter{Inferred: true}); err != nil {
		return nil, err
	}
	p.Forecasts, err = s.Forecasts(ctx, store.ForecastFilter{})
	return p, err
}

// ends checks that mentions, events and crises that records name are in the store.
func (v *verifier) ends(ctx context.Context, p *store.Picture) error {
	have, err := v.store.names(ctx, &query{head: "SELECT id FROM mentions UNION SELECT id FROM heads WHERE kind IN ('event', 'crisis')"})
	if err != nil {
		return err
	}
	need := func(where, id string) {
		if id != "" && !have[id] {
			v.fail(where, "leads to %s, which is not there", id)
		}
	}
	for i := range p.Events {
		for _, m := range p.Events[i].Mentions {
			need("event "+string(p.Events[i].ID), string(m))
		}
	}
	for i := range p.Crises {
		for _, e := range p.Crises[i].Events {
			need("crisis "+string(p.Crises[i].ID), string(e))
		}
	}
	for i := range p.Claims {
		need("claim "+string(p.Claims[i].ID), string(p.Claims[i].Event))
	}
	for i := range p.Links {
		need("link "+string(p.Links[i].ID), p.Links[i].From)
		need("link "+string(p.Links[i].ID), p.Links[i].To)
	}
	for i := range p.Forecasts {
		need("forecast "+string(p.Forecasts[i].ID), string(p.Forecasts[i].ResolvedBy))
	}
	return nil
}

// heads checks that each head points at the last record of its id, and that each record is what its hash says.
func (v *verifier) heads(ctx context.Context) error {
	q := &query{head: `SELECT r.kind, r.id, r.hash, r.gone, r.body, h.seq IS NULL OR (r.seq > h.seq)
		FROM records r LEFT JOIN heads h ON h.kind = r.kind AND h.id = r.id ORDER BY r.seq`}
	return v.store.rows(ctx, q, func(rows *sql.Rows) error {
		var kind, id, hash, body string
		var gone, late bool
		if err := rows.Scan(&kind, &id, &hash, &gone, &body, &late); err != nil {
			return err
		}
		where := kind + " " + id
		if late {
			v.fail(where, "the list of what holds now does not have its last state")
		}
		if hash != casus.HashID(body) && hash != casus.HashID("gone", body) || !json.Valid([]byte(body)) {
			v.fail(where, "a state is not the one that was stored")
		}
		return nil
	})
}
