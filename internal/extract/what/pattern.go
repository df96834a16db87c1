package what

import (
	"strings"

	"github.com/casus-project/casus/internal/ontology"
)

// slot is a place around a trigger where an argument can stand. Slots are logical: "subj" is who does it, whether that is
// the subject of an active verb, the "by" phrase of a passive, the possessor of a noun or the subject of its light verb.
type slot struct {
	kind slotKind
	prep string // for slotPrep the preposition, for slotWord and slotParticle the word
}

type slotKind uint8

const (
	slotSubj      slotKind = iota // who does it
	slotObj                       // to whom or what it is done
	slotIobj                      // indirect object
	slotXcomp                     // infinitive or gerund complement
	slotCcomp                     // that-clause
	slotComp                      // compound or adjective before a noun
	slotPrep                      // phrase with a preposition
	slotParticle                  // particle of a phrasal verb
	slotWord                      // any dependent with this word
	slotObjWord                   // any dependent of the object with this word
	slotCcompAux                  // that-clause with this auxiliary
	slotCcompWord                 // that-clause with this predicate
	slotSubjConj                  // the subject has several members: "Japan and India"
	slotNumber                    // a number before a noun or an adjective used as one: "nine dead"
	slotCcompSelf                 // that-clause whose subject is a pronoun for the speaker: "said that they had"
	slotQuestion                  // a question as the content: "asked whether", "asked how"
	slotPredicate                 // what the object is called or held to be, no verb: "called it a trap"
	slotSpeaker                   // who says the words that the trigger stands in
	slotIs                        // what a predicate noun or adjective is said of: "the vote is a farce"
)

var slotNames = map[string]slotKind{
	"subj": slotSubj, "obj": slotObj, "iobj": slotIobj, "xc": slotXcomp, "cc": slotCcomp, "comp": slotComp, "ccself": slotCcompSelf,
	"subjconj": slotSubjConj, "num": slotNumber, "question": slotQuestion, "pred": slotPredicate, "speaker": slotSpeaker, "is": slotIs,
}

// item is one condition or role of a frame's pattern.
type item struct {
	text    string // as written, for explanations
	slots   []slot
	class   classSet // at least one must hold; 0 is no constraint
	not     classSet // none may hold
	loose   classSet // those of class that a word before the head may have instead
	words   []string // literal lemmas, an alternative to class
	event   bool     // must itself carry an event
	role    role
	require bool
	forbid  bool
}

// role is what a filled slot is to the event.
type role byte

const (
	noRole    role = 0
	actor     role = 'A'
	recipient role = 'R'
	theme     role = 'T'
	where     role = 'L'
	embedded  role = 'E'
	partner   role = 'B' // the other side of a reciprocal event
)

// parsePattern reads items such as "subj=A +obj/weapon|'missile on,at,against=R -obj/game xc=E prt:off w:hostage".
func parsePattern(r ontology.Row, s string, cl *classes) ([]item, error) {
	var items []item
	for _, f := range strings.Fields(s) {
		it, err := parseItem(r, f, cl)
		if err != nil {
			return nil, err
		}
		items = append(items, it)
	}
	return items, nil
}

func parseItem(r ontology.Row, f string, cl *classes) (item, error) {
	it := item{text: f}
	f, it.require = strings.CutPrefix(f, "+")
	f, it.forbid = strings.CutPrefix(f, "-")
	f, optional := strings.CutPrefix(f, "?")
	f, role, hasRole := strings.Cut(f, "=")
	if hasRole {
		if len(role) != 1 || !strings.Contains("ARTLEB", role) {
			return it, r.Errorf("unknown role %q in %q, want one of A R T L E B", role, it.text)
		}
		it.role = roleOf(role)
	}
	slots, class, hasClass := strings.Cut(f, "/")
	for _, name := range strings.Split(slots, ",") {
		it.slots = append(it.slots, parseSlot(name))
	}
	if hasClass {
		if err := cl.parse(r, class, &it); err != nil {
			return it, err
		}
	}
	// A bare condition is required; a bare list of prepositions only says what may follow.
	if !hasRole && !it.forbid && !optional && (hasClass || it.lexical()) {
		it.require = true
	}
	return it, nil
}

// lexical reports whether the item asks for a particle or a word.
func (it *item) lexical() bool {
	for _, s := range it.slots {
		if s.kind == slotParticle || s.kind == slotWord || s.kind == slotObjWord || s.kind == slotSubjConj {
			return true
		}
	}
	return false
}

func roleOf(s string) role { return role(s[0]) }

func parseSlot(name string) slot {
	if k, ok := slotNames[name]; ok {
		return slot{kind: k}
	}
	if w, ok := strings.CutPrefix(name, "prt:"); ok {
		return slot{kind: slotParticle, prep: w}
	}
	if w, ok := strings.CutPrefix(name, "w:"); ok {
		return slot{kind: slotWord, prep: w}
	}
	if w, ok := strings.CutPrefix(name, "objw:"); ok {
		return slot{kind: slotObjWord, prep: w}
	}
	if w, ok := strings.CutPrefix(name, "ccaux:"); ok {
		return slot{kind: slotCcompAux, prep: w}
	}
	if w, ok := strings.CutPrefix(name, "ccw:"); ok {
		return slot{kind: slotCcompWord, prep: w}
	}
	return slot{kind: slotPrep, prep: name}
}
