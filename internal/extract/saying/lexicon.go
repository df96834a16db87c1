package saying

import (
	"io/fs"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ontology"
)

// cuesFile is the table of cues.
const cuesFile = "lexicon/en/saying-cues.tsv"

// cue is one row of the table: what a word takes as content, and with which stance.
type cue struct {
	stance casus.Stance
	frames map[string]casus.Stance // frame → stance with that frame
}

// has reports whether the cue takes one of the frames.
func (c *cue) has(frames ...string) bool {
	for _, f := range frames {
		if _, ok := c.frames[f]; ok {
			return true
		}
	}
	return false
}

// with is the stance that the cue has with a frame.
func (c *cue) with(frame string) casus.Stance {
	if s := c.frames[frame]; s != "" {
		return s
	}
	return c.stance
}

// lexicon holds the cues by part of speech and lemma. Multiword lemmas are joined by spaces.
type lexicon struct {
	byPOS   map[string]map[string]*cue
	phrases map[string]*phrases // by their verb
}

// frames a table may use; those that begin with "p:" name a preposition.
const frameNames = " that inf ing obj as person tell quote hedge np poss attr light raise like open bare subj feel num "

const stanceNames = " say confirm deny allege predict demand promise question believe "

const posNames = " verb noun adj adv prep phrase title light statement source day "

func loadLexicon(fsys fs.FS) (*lexicon, error) {
	rows, err := ontology.ReadTable(fsys, cuesFile, 4)
	if err != nil {
		return nil, err
	}
	lex := &lexicon{byPOS: map[string]map[string]*cue{}, phrases: map[string]*phrases{}}
	for _, row := range rows {
		if err := lex.add(row); err != nil {
			return nil, err
		}
	}
	for _, ph := range lex.phrases {
		ph.index()
	}
	return lex, nil
}

func (l *lexicon) add(row ontology.Row) error {
	lemma, pos, stance := row.Cells[0], row.Cells[1], row.Cells[2]
	if !strings.Contains(posNames, " "+pos+" ") || !strings.Contains(stanceNames, " "+stance+" ") {
		return row.Errorf("unknown part of speech or stance in %q", strings.Join(row.Cells, " | "))
	}
	if l.byPOS[pos] == nil {
		l.byPOS[pos] = map[string]*cue{}
	}
	if l.byPOS[pos][lemma] != nil {
		return row.Errorf("%s %q stands twice", pos, lemma)
	}
	c := &cue{stance: casus.Stance(stance), frames: map[string]casus.Stance{}}
	for f := range strings.SplitSeq(row.Cells[3], ",") {
		name, st, _ := strings.Cut(f, "=")
		if !strings.HasPrefix(name, "p:") && !strings.Contains(frameNames, " "+name+" ") {
			return row.Errorf("unknown frame %q", name)
		}
		if st != "" && !strings.Contains(stanceNames, " "+st+" ") {
			return row.Errorf("unknown stance %q", st)
		}
		c.frames[name] = casus.Stance(st)
	}
	l.byPOS[pos][lemma] = c
	if pos == "phrase" {
		if !strings.Contains(lemma, " ") {
			return row.Errorf("%q is no phrase: one word", lemma)
		}
		l.addPhrase(lemma, c)
	}
	return nil
}

// find is the cue with that part of speech and lemma, nil where the table has none. A lemma that was cut one letter
// short or long ("rebuk", "hop" of "hoped", "blaste") is found too.
func (l *lexicon) find(pos, lemma string) *cue {
	if c := l.byPOS[pos][lemma]; c != nil || pos != "verb" || len(lemma) < 3 {
		return c
	}
	if len(lemma) < 5 {
		return l.byPOS[pos][lemma+"e"]
	}
	if cut, ok := strings.CutSuffix(lemma, "e"); ok {
		return l.byPOS[pos][cut]
	}
	return l.byPOS[pos][lemma+"e"]
}
