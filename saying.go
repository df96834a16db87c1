package casus

// Stance is how a speech act presents its content.
type Stance string

// The stances a cue can take towards what is said.
const (
	StanceSay      Stance = "say"      // said, stated, according to
	StanceConfirm  Stance = "confirm"  // confirmed, acknowledged
	StanceDeny     Stance = "deny"     // denied, dismissed
	StanceAllege   Stance = "allege"   // alleged, claimed, accused
	StancePredict  Stance = "predict"  // predicted, warned that … will
	StanceDemand   Stance = "demand"   // urged, called for
	StancePromise  Stance = "promise"  // pledged, vowed, threatened
	StanceQuestion Stance = "question" // asked, doubted
	StanceBelieve  Stance = "believe"  // thinks, fears, hopes
)

// Saying is one act of saying: who, by which words, and what is said. Speaker is nil where nobody is named
// ("reportedly"). Sayings nest: Outer is the index of the enclosing one, or -1.
type Saying struct {
	Speaker *Party `json:"speaker,omitempty"`
	Cue     Span   `json:"cue"`
	Content Span   `json:"content"`
	Stance  Stance `json:"stance,omitempty"`
	Direct  bool   `json:"direct,omitempty"` // within quotation marks
	Outer   int    `json:"outer"`
	Rule    string `json:"rule,omitempty"`
}
