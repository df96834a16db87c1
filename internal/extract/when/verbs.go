package when

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// readVerbs reads which words tell of saying, thinking and asking, and the verbs of irregular past forms.
func (e *Engine) readVerbs(fsys fs.FS) error {
	e.speech, e.telling, e.bases = map[string]bool{}, map[string]bool{}, map[string]string{}
	err := rows(fsys, "lexicon/en/saying-cues.tsv", 4, func(_ int, f []string) error {
		switch w, ok := e.lex.forms[f[0]]; {
		case f[1] == "verb" && (!ok || w.mask&(1<<cScene) == 0):
			e.speech[f[0]] = true
		case f[1] == "noun" && (!ok || w.mask&(1<<cEvent) == 0):
			e.telling[f[0]] = true
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read verbs of speech: %w", err)
	}
	err = rows(fsys, "lexicon/en/forms.tsv", 2, func(_ int, f []string) error {
		for _, form := range strings.Fields(f[1]) {
			e.bases[form] = f[0]
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read irregular forms: %w", err)
	}
	return nil
}

// verb is the lemma of a verb, for irregular past forms that of the table: a lemmatiser guesses at "shot" and "fled".
func (e *Engine) verb(tok *ling.Token) string {
	if tok.XPOS == ling.VBD || tok.XPOS == ling.VBN {
		if base, ok := e.bases[strings.ToLower(tok.Form)]; ok {
			return base
		}
	}
	return tok.Lemma
}

// dayOfTelling reports whether the expression hangs on a word for what is said: "by reports on Saturday", "he said on Sunday".
func (s *scan) dayOfTelling(p *spec) bool {
	if !s.tagged || p.wd == 0 && p.kind != kDeictic {
		return false
	}
	first, last := int(s.atoms[p.first].token), int(s.atoms[p.last-1].token)
	for i := first; i <= last; i++ {
		h := s.t.Head(i)
		if h < 0 || h >= first && h <= last {
			continue
		}
		tok := &s.t.Tokens[h]
		return tok.UPOS == ling.VERB && s.e.speech[s.e.verb(tok)] || tok.UPOS == ling.NOUN && s.e.telling[tok.Lemma]
	}
	return false
}
