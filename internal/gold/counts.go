package gold

// Counts says how much the corpus holds. Part counts are by folder, those of real articles by "real/" and the folder.
type Counts struct {
	Clusters, Reports, Sentences, Apolitical, Copies int

	Rows       map[string]int // by kind
	Types      map[string]int // mentions by type
	Modalities map[string]int // mentions by modality
	Verdicts   map[string]int // ledger rows by verdict
	Outcomes   map[string]int // forecasts by outcome
	Countries  map[string]int // reports by the country in which they play
	Decades    map[string]int // reports by decade of publication
	Styles     map[string]int // reports by style
	Parts      map[string]*PartCounts
}

// PartCounts says how much one part holds.
type PartCounts struct {
	Clusters, Reports, Sentences, Apolitical int
	Rows, Types, Modalities                  map[string]int
}

func newCounts() Counts {
	return Counts{
		Rows: map[string]int{}, Types: map[string]int{}, Modalities: map[string]int{}, Verdicts: map[string]int{}, Outcomes: map[string]int{},
		Countries: map[string]int{}, Decades: map[string]int{}, Styles: map[string]int{}, Parts: map[string]*PartCounts{},
	}
}

// part names the part of a cluster.
func (c *Cluster) part() string {
	if c.Real {
		return "real/" + c.Part
	}
	return c.Part
}

// cluster adds what a cluster holds.
func (n *Counts) cluster(c *Cluster) {
	p := n.Parts[c.part()]
	if p == nil {
		p = &PartCounts{Rows: map[string]int{}, Types: map[string]int{}, Modalities: map[string]int{}}
		n.Parts[c.part()] = p
	}
	n.Clusters++
	p.Clusters++
	for _, r := range c.Reports {
		n.report(r)
		p.Reports++
		p.Sentences += len(r.Sentences)
		if r.apolitical() {
			p.Apolitical++
		}
	}
	for _, row := range c.Rows {
		n.Rows[row.Kind]++
		p.Rows[row.Kind]++
		switch row.Kind {
		case "mention":
			modality := string(row.Axes().Modality)
			n.Types[row.Type]++
			p.Types[row.Type]++
			n.Modalities[modality]++
			p.Modalities[modality]++
		case "ledger":
			n.Verdicts[row.Verdict]++
		case "forecast":
			if row.Outcome != "" {
				n.Outcomes[row.Outcome]++
			}
		}
	}
}

// report adds one report.
func (n *Counts) report(r *Report) {
	n.Reports++
	n.Sentences += len(r.Sentences)
	if r.apolitical() {
		n.Apolitical++
	}
	if len(r.Origin) > 4 && r.Origin[:4] == "copy" {
		n.Copies++
	}
	if r.Country != "" {
		n.Countries[r.Country]++
	}
	if len(r.Published) > 4 {
		n.Decades[r.Published[:3]+"0s"]++
	}
	n.Styles[r.Style]++
}

func (r *Report) apolitical() bool { return r.Political != nil && !*r.Political }
