package train

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/casus-project/casus/internal/ling/ner"
)

// Request is what `casus train` asks for.
type Request struct {
	// Model is "base" (from raw text) or "english" (from labelled text, starting from base).
	Model string
	Data  string // a folder with treebanks, ner and raw as the data README names them
	Base  string // file of the base model, for "english"; "" trains without one
	Out   string // file to write
	// Dictionary is the folder of WordNet's database files, for "base" and "english".
	Dictionary string
	// Vectors is a file of word vectors, for "base".
	Vectors string
	Seed    uint64
	Log     io.Writer
}

// seedOfRelease is the seed of the shipped models.
const seedOfRelease = 1

// Run trains one model with the settings of the shipped one.
func Run(r Request) error {
	if r.Seed == 0 {
		r.Seed = seedOfRelease
	}
	if r.Log == nil {
		r.Log = io.Discard
	}
	o, p, err := sources(r.Data)
	if err != nil {
		return fmt.Errorf("train %s: %w", r.Model, err)
	}
	o.Seed, p.Seed, o.Log, p.Log = r.Seed, r.Seed, r.Log, r.Log
	return writeFile(r.Out, func(w io.Writer) error {
		switch r.Model {
		case "base":
			if p.Lexicon, err = Lexicon(r.Dictionary); err != nil {
				return fmt.Errorf("train base: %w", err)
			}
			p.Vectors = r.Vectors
			return Pretrain(p, w)
		case "english":
			return trainEnglish(r, o, p.Raw, w)
		}
		return fmt.Errorf("train: unknown model %q (base or english)", r.Model)
	})
}

func trainEnglish(r Request, o Options, raw string, w io.Writer) error {
	var err error
	if r.Base != "" {
		if o.Base, err = os.ReadFile(r.Base); err != nil {
			return fmt.Errorf("train english: %w", err)
		}
	}
	o.Dictionary = r.Dictionary
	if o.Lists, err = NameLists(raw); err != nil {
		return fmt.Errorf("train english: %w", err)
	}
	return English(o, w)
}

// sources are the data of the shipped models below root.
func sources(root string) (o Options, p PretrainOptions, err error) {
	treebank := func(folder, pattern string) string {
		found, globErr := filepath.Glob(filepath.Join(root, "treebanks", folder, pattern))
		if globErr != nil || len(found) != 1 {
			err = fmt.Errorf("%d files match %s/%s below %s", len(found), folder, pattern, root)
			return ""
		}
		return found[0]
	}
	o.Train = []string{treebank("ewt", "*-train.conllu"), treebank("gum", "*-train*.conllu")}
	o.Dev, o.Every = []string{treebank("ewt", "*-dev.conllu")}, 7
	set := func(path string, style int, skip bool) NameSource {
		return NameSource{Path: filepath.Join(root, "ner", path), Style: style, Skip: skip}
	}
	o.Names = []NameSource{
		set("uner-ewt/en_ewt-ud-train.iob2", ner.Names, false),
		set("wikigold/wikigold.conll.txt", ner.Wiki, false),
		set("crossner-politics/train.txt", ner.Politics, false),
		set("crossner-politics/dev.txt", ner.Politics, false),
		set("re3d-by-source", ner.Phrases, true),
	}
	o.DevNames = []NameSource{set("uner-ewt/en_ewt-ud-dev.iob2", ner.Names, false)}
	p.Config.Hidden, p.Config.Word, p.Config.Affix, p.Config.Lex = 192, 54, 56, 32
	p.Train, p.Raw = o.Train, filepath.Join(root, "raw", "ungdc")
	return o, p, err
}

func writeFile(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("train: %w", err)
	}
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
