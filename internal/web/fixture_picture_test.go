package web_test

import (
	"fmt"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/store"
)

// picture codes some of the demo reports by hand and puts together what fusion would.
func picture(c *coder) store.Picture {
	p := store.Picture{Run: fixtureRun}
	us := venezuela(c, &p)
	korea := launches(c, &p)
	mine := strike(c, &p)
	p.Crises = []casus.Crisis{
		crisis("us-venezuela", "United States – Venezuela", us, "2026-01-02", "2026-01-13"),
		crisis("korea", "Korean peninsula", korea, "2026-01-04", "2026-01-11"),
		crisis("mine", "Kafubu Deep mine, Zambia", mine, "2026-01-05", "2026-01-14"),
	}
	p.Crises[0].Documents = []casus.DocID{"mw-0102-1", "mw-0103-1", "hg-0103-1", "ra-0103-1", "c9-0103-1", "oc-0103-1", "mw-0104-2", "oc-0106-1", "mw-0106-1", "ra-0107-1"}
	p.Crises[1].Documents = []casus.DocID{"hb-0104-1", "pl-0104-1", "mw-0104-1", "hb-0104-2", "tk-0104-1", "hb-0111-1", "pl-0107-1"}
	p.Crises[2].Documents = []casus.DocID{"kl-0105-1", "mw-0107-1", "bk-0109-1", "kl-0114-1"}
	d := c.docs["hb-0104-2"]
	words := "were an answer to the capture of Venezuela's president"
	p.Links = append(p.Links, casus.Link{
		ID: "link-1", Level: "event", From: "capture", To: "launch", Type: casus.LinkResponse, Document: d.ID, Span: c.at(d.ID, words), Text: words,
		AssertedBy: c.party(d.ID, "analysts in Seoul = KOR CVL"),
	}, casus.Link{
		ID: "link-2", Level: "crisis", From: "us-venezuela", To: "korea", Type: casus.LinkInferred, Inferred: true, Document: "pl-0107-1",
		Span: c.at("pl-0107-1", "chapters of one story"), Text: "chapters of one story",
		Rule: "test", Days: 1, Reason: "1 day after the capture, missiles flew. No report says that the one has to do with the other.",
		Evidence: []casus.Evidence{
			{Document: "pl-0107-1", Span: c.at("pl-0107-1", "chapters of one story"), Text: "chapters of one story"},
			{Document: d.ID, Span: c.at(d.ID, "The missiles fired on Sunday"), Text: "The missiles fired on Sunday"},
		},
	})
	return p
}

func crisis(id casus.CrisisID, name string, events []casus.EventID, from, until string) casus.Crisis {
	return casus.Crisis{ID: id, Name: name, Events: events, From: from, Until: until, Reason: "the same actors in the same theatre, day after day"}
}

func venezuela(c *coder, p *store.Picture) []casus.EventID {
	capture := told{
		doc: "mw-0103-1", sentence: "US forces captured Venezuelan President Nicolás Maduro and his wife, Cilia Flores, in a raid on Caracas before dawn on Saturday, the White House said.",
		words: "captured", code: "COERCE", mode: "arrest", who: "US forces = USA MIL", whom: "Nicolás Maduro = VEN GOV", place: "Caracas", day: "2026-01-03",
		speaker: "White House = USA GOV", cue: "said",
	}
	copied := capture
	copied.doc = "hg-0103-1"
	abducted := told{
		doc: "ra-0103-1", sentence: "In a telephone call broadcast by state television, Delcy Rodríguez demanded the immediate release of Nicolás Maduro and said he had been kidnapped.",
		words: "kidnapped", code: "ASSAULT", mode: "abduct", whom: "Nicolás Maduro = VEN GOV", day: "2026-01-03", speaker: "Delcy Rodríguez = VEN GOV", cue: "said",
	}
	e := event("capture", "US forces seize Nicolás Maduro", capture, c.mention(capture), c.mention(copied), c.mention(abducted))
	e.Outlets = []string{"Harbor Gazette", "Meridian Wire", "Radio Altavista"}
	e.Texts = []string{"mw-0103-1", "ra-0103-1"}
	e.Informants = []string{"actor:person.rodriguez.delcy", "role:USA/presidency"}
	e.Alternatives = []casus.Alternative{{Type: "ASSAULT", Confidence: 0.3}}
	e.Merges = []casus.Merge{
		{Mention: e.Mentions[1], With: e.Mentions[0], Joined: true, Score: 0.99, Reason: "the same words in a copy of the text"},
		{Mention: e.Mentions[2], With: e.Mentions[0], Joined: true, Score: 0.81, Reason: "the same recipient on the same day"},
	}
	accuse := told{
		doc: "mw-0102-1", sentence: "Venezuela accused the United States on Friday of preparing an attack on its territory and put its air defences on alert.",
		words: "accused", code: "ACCUSE", who: "Venezuela = VEN GOV", whom: "United States = USA GOV", place: "Venezuela", day: "2026-01-02",
	}
	march := told{
		doc: "oc-0106-1", sentence: "Supporters of the government marched through central Caracas on Tuesday to demand Maduro's return.",
		words: "marched", code: "PROTEST", mode: "demonstrate", who: "Supporters of the government = VEN CVL", place: "Caracas", day: "2026-01-06",
	}
	veto := told{
		doc: "mw-0106-1", sentence: "The UN Security Council did not adopt a text on Venezuela on Tuesday after the United States vetoed a draft that condemned the raid on Caracas.",
		words: "vetoed", code: "REJECT", mode: "veto", who: "United States = USA GOV", day: "2026-01-06",
	}
	session := told{
		doc: "mw-0106-1", sentence: "A special session of the Organization of American States is planned for Thursday in Washington.",
		words: "session", code: "AGREE", who: "Organization of American States = IGO", day: "2026-01-08",
		axes: casus.Axes{Polarity: casus.Positive, Modality: casus.Planned, Commitment: casus.Flat, Background: casus.News},
	}
	p.Events = append(p.Events, e,
		event("accuse", "Venezuela accuses the United States", accuse, c.mention(accuse)),
		event("march", "Government supporters march in Caracas", march, c.mention(march)),
		event("veto", "United States vetoes a text on Venezuela", veto, c.mention(veto)),
		event("session", "Organization of American States: session", session, c.mention(session)))
	for i := range p.Events {
		if p.Events[i].Outlets == nil {
			p.Events[i].Outlets, p.Events[i].Texts, p.Events[i].Informants = []string{"Meridian Wire"}, []string{"x"}, []string{"outlet:meridian wire"}
		}
	}
	ledger(p, "capture", "killed", casus.Differ, "the ministry and the monitor name different numbers for the same day",
		c.claim("mw-0103-1", "killed", "At least 12", "at least 12", ""),
		c.claim("oc-0103-1", "killed", "23 people", "23", "health ministry = VEN GOV"),
		c.claim("mw-0104-2", "killed", "40", "40", "health ministry = VEN GOV"),
		c.claim("mw-0104-2", "killed", "31 deaths", "31", "Quintero Monitor = VEN NGO"))
	ledger(p, "march", "marchers", casus.Differ, "12,000 and 80,000 cannot both be true",
		c.claim("oc-0106-1", "marchers", "12,000", "12,000", "Police = VEN COP"),
		c.claim("oc-0106-1", "marchers", "80,000", "80,000", "ruling party = VEN PTY"))
	return []casus.EventID{"capture", "accuse", "march", "veto", "session"}
}

func launches(c *coder, p *store.Picture) []casus.EventID {
	fire := told{
		doc: "hb-0104-1", sentence: "SEOUL — North Korea fired several ballistic missiles toward the East Sea on Sunday morning, the Joint Chiefs of Staff said.",
		words: "fired", code: "MOBILIZE", mode: "weapons", who: "North Korea = PRK MIL", place: "East Sea", day: "2026-01-04", speaker: "Joint Chiefs of Staff = KOR MIL", cue: "said",
	}
	japan := told{
		doc: "pl-0104-1", sentence: "TOKYO — Japan's Defense Ministry said that North Korea had launched at least two ballistic missiles on Sunday, which fell outside Japan's exclusive economic zone.",
		words: "launched", code: "MOBILIZE", mode: "weapons", who: "North Korea = PRK MIL", day: "2026-01-04", speaker: "Japan's Defense Ministry = JPN MIL", cue: "said",
	}
	e := event("launch", "North Korea fires missiles toward the East Sea", fire, c.mention(fire), c.mention(japan))
	e.Outlets, e.Texts = []string{"Hanbit Daily", "Pacific Ledger"}, []string{"hb-0104-1", "pl-0104-1"}
	e.Informants = []string{"role:JPN/defense ministry", "role:KOR/joint chiefs of staff"}
	e.Merges = []casus.Merge{{Mention: e.Mentions[1], With: e.Mentions[0], Joined: true, Score: 0.93, Reason: "the same actor, day and kind"}}
	again := told{
		doc: "hb-0111-1", sentence: "SEOUL — North Korea fired two cruise missiles into the Yellow Sea on Sunday, the Joint Chiefs of Staff said, hours after it turned down a proposal for talks.",
		words: "fired", code: "MOBILIZE", mode: "weapons", who: "North Korea = PRK MIL", day: "2026-01-11",
	}
	p.Events = append(p.Events, e, event("again", "North Korea fires cruise missiles", again, c.mention(again)))
	ledger(p, "launch", "missiles", casus.Compatible, "several and at least two can both be true",
		c.claim("hb-0104-1", "missiles", "several", "several", "Joint Chiefs of Staff = KOR MIL"),
		c.claim("pl-0104-1", "missiles", "at least two", "at least two", "Japan's Defense Ministry = JPN MIL"))
	foretold := "North Korea would fire at least one more missile before 15 January"
	p.Forecasts = append(p.Forecasts, casus.Forecast{
		ID: "f1", Document: "hb-0104-2", Run: fixtureRun, Span: c.at("hb-0104-2", foretold), Text: foretold, Speaker: c.party("hb-0104-2", "Han Seo-yun = KOR CVL"),
		What: "MOBILIZE", Strength: "likely", Horizon: &casus.When{From: "2026-01-04", Until: "2026-01-14", Span: c.at("hb-0104-2", "before 15 January"), Text: "before 15 January"},
		Outcome: casus.OutcomeTrue, ResolvedBy: "again",
	}, casus.Forecast{
		ID: "f2", Document: "pl-0107-1", Run: fixtureRun, Span: c.at("pl-0107-1", "She expects a nuclear test by the end of 2026"), Text: "She expects a nuclear test by the end of 2026",
		What: "MOBILIZE", Outcome: casus.OutcomeOpen, Horizon: &casus.When{From: "2026-01-07", Until: "2026-12-31"},
	})
	return []casus.EventID{"launch", "again"}
}

func strike(c *coder, p *store.Picture) []casus.EventID {
	stop := told{
		doc: "kl-0105-1", sentence: "CHILILABOMBWE — About 1,800 miners began a strike at the Kafubu Deep copper mine on Monday after talks over pay collapsed, the Shaft Workers' Union said.",
		words: "strike", code: "PROTEST", mode: "strike", who: "miners = ZMB LAB", day: "2026-01-05",
	}
	shots := told{
		doc: "mw-0107-1", sentence: "LUSAKA (Meridian Wire) — Two strikers were killed and seven people were injured when police opened fire at a copper mine in northern Zambia on Wednesday, the labour union said.",
		words: "opened fire", code: "ASSAULT", mode: "firearms", who: "police = ZMB COP", whom: "strikers = ZMB LAB", place: "northern Zambia", day: "2026-01-07",
	}
	deal := told{
		doc: "kl-0114-1", sentence: "KITWE — Norvik Copper and the Shaft Workers' Union signed a pay agreement on Wednesday night, ending a strike of ten days at the Kafubu Deep mine.",
		words: "signed", code: "AGREE", who: "Norvik Copper = NOR BUS", day: "2026-01-14",
	}
	p.Events = append(p.Events, event("stop", "Miners strike at Kafubu Deep", stop, c.mention(stop)),
		event("shots", "Police open fire on strikers", shots, c.mention(shots)), event("deal", "Norvik Copper signs a pay agreement", deal, c.mention(deal)))
	e := &p.Events[len(p.Events)-3]
	place := places["Chililabombwe"]
	e.Place = &place
	return []casus.EventID{"stop", "shots", "deal"}
}

// ledger adds claims about an event and the verdict on them.
func ledger(p *store.Picture, e casus.EventID, attribute string, v casus.Verdict, reason string, claims ...casus.Claim) {
	d := casus.Disagreement{Event: e, Attribute: attribute, Verdict: v, Reason: reason}
	for i, c := range claims {
		c.Event = e
		c.ID = casus.ClaimID(fmt.Sprintf("%s-%s-%d", e, attribute, i))
		p.Claims = append(p.Claims, c)
		d.Claims = append(d.Claims, c.ID)
	}
	p.Disagreements = append(p.Disagreements, d)
}
