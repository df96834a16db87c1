package main

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/eval"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/extract/link"
	"github.com/casus-project/casus/internal/extract/what"
	"github.com/casus-project/casus/internal/extract/where"
	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/ling"
	lingall "github.com/casus-project/casus/internal/ling/all"
	"github.com/casus-project/casus/internal/pipeline"
	"github.com/casus-project/casus/internal/train"
	"github.com/casus-project/casus/models"
)

// evalCmd scores on a data set in its published form.
type evalCmd struct {
	Task    string   `arg:"" help:"What to score: ${eval_tasks}."`
	Paths   []string `arg:"" optional:"" name:"path" help:"Files or folders in the data set's own form."`
	Part    string   `help:"Only this part of the data (code: rules, check; actor, gold: the parts of the corpus)." placeholder:"PART"`
	Text    string   `help:"code: the article that the worked example's gold codes." placeholder:"FILE"`
	Texts   string   `help:"actor: the texts that the mentions are in." placeholder:"FILE"`
	Folds   int      `help:"causal, coref: cross-validate with that many folds instead of using the shipped model." placeholder:"N"`
	Lessons string   `help:"causal with --folds: sentences that every fold learns from beside the data (default eval/lessons/causal.csv, where it is)." placeholder:"FILE"`
	Learn   int      `help:"decide: learn from at most so many clusters of each fold, for a learning curve." placeholder:"N"`
	Fifth   bool     `help:"ner: of folders, only the fifth that is kept for checking."`
	Upper   bool     `help:"parse: put the text into capitals first."`
	Real    bool     `help:"gold, gold-clusters: the annotated real articles instead of own texts; needs --data."`
	Data    string   `help:"gold: the folder with the texts of real articles." placeholder:"DIR"`
	Out     string   `help:"Write each prediction beside its gold to this file, one JSON object a line." placeholder:"FILE"`
}

// scoring is one run of the command: its flags, the coder and where predictions go.
type scoring struct {
	*evalCmd
	coder *pipeline.Coder
	out   io.Writer
}

// evalTasks are the tasks by name.
func evalTasks() map[string]func(*scoring) (eval.Result, error) {
	return map[string]func(*scoring) (eval.Result, error){
		"parse": (*scoring).parse, "ner": (*scoring).ner, "gum-dates": (*scoring).gumDates,
		"event-time": (*scoring).eventTime, "causal": (*scoring).causal, "police": (*scoring).police, "antecedents": (*scoring).antecedents, "time": (*scoring).time,
		"place": (*scoring).place, "actor": (*scoring).actor, "code": (*scoring).code, "saying": (*scoring).saying,
		"coref": (*scoring).coref, "story": (*scoring).story, "gold": (*scoring).gold, "gold-clusters": (*scoring).goldClusters, "decide": (*scoring).decide,
	}
}

// evalNames lists the tasks for the help.
func evalNames() string {
	return strings.Join(slices.Sorted(maps.Keys(evalTasks())), ", ")
}

// Run scores one task and prints one JSON object.
func (c *evalCmd) Run(a *app) error {
	task := evalTasks()[c.Task]
	if task == nil {
		return casus.Errorf(casus.Invalid, "no task %q (there are %s)", c.Task, evalNames())
	}
	if len(c.Paths) == 0 && !c.Real {
		return casus.Errorf(casus.Invalid, "eval %s needs a path", c.Task)
	}
	coder, err := pipeline.New(a.options())
	if err != nil {
		return err
	}
	s := &scoring{evalCmd: c, coder: coder}
	if c.Out != "" {
		f, err := os.Create(c.Out)
		if err != nil {
			return plain(err)
		}
		defer f.Close()
		s.out = f
	}
	res, err := task(s)
	if err != nil {
		return err
	}
	return json.NewEncoder(a.stdout).Encode(res)
}

// one is the only path of a task that takes one.
func (s *scoring) one() (string, error) {
	if len(s.Paths) != 1 {
		return "", casus.Errorf(casus.Invalid, "eval %s takes one path, not %d", s.Task, len(s.Paths))
	}
	return s.Paths[0], nil
}

// english is the analyser that the tasks on English data use.
func (s *scoring) english() ling.GivenAnalyser { return s.coder.Engine("en") }

// page codes a document of a data set, which are all English.
func (s *scoring) page(doc *casus.Document) (*extract.Page, error) {
	doc.Lang = "en"
	return s.coder.Code(doc)
}

func (s *scoring) parse() (eval.Result, error) {
	return eval.Parse(eval.ParseOptions{Paths: s.Paths, Analyser: s.english(), Out: s.out, Upper: s.Upper})
}

func (s *scoring) antecedents() (eval.Result, error) {
	return eval.Antecedents(eval.AntecedentOptions{Paths: s.Paths, Analyser: s.english()})
}

func (s *scoring) time() (eval.Result, error) {
	path, err := s.one()
	if err != nil {
		return eval.Result{}, err
	}
	return eval.Time(path, eval.TimeOptions{Find: s.times, Out: s.out})
}

// times reads the time expressions of a document.
func (s *scoring) times(doc *casus.Document) ([]casus.When, error) {
	t, err := s.english().Analyse(doc)
	if err != nil {
		return nil, err
	}
	return s.coder.Tools.When.Find(t), nil
}

func (s *scoring) place() (eval.Result, error) {
	path, err := s.one()
	if err != nil {
		return eval.Result{}, err
	}
	keep, err := parity(s.Part)
	if err != nil {
		return eval.Result{}, err
	}
	return eval.Place(path, eval.PlaceOptions{
		Keep: keep,
		Resolve: func(doc *casus.Document, spans []casus.Span) ([]casus.Place, error) {
			t, err := s.english().Analyse(doc)
			if err != nil {
				return nil, err
			}
			return s.coder.Tools.Where.Resolve(t, spans), nil
		},
		Find: func(doc *casus.Document) ([]casus.Place, error) {
			t, err := s.english().Analyse(doc)
			if err != nil {
				return nil, err
			}
			return s.coder.Tools.Where.Find(t), nil
		},
		Demonym: func(phrase string) bool { return where.IsDemonym(s.coder.Places, phrase) }, Country: s.coder.Places.CountryNamed, Out: s.out,
	})
}

// parity tells which documents a part holds: "even" and "odd" by their number from 0, or all.
func parity(part string) (func(int) bool, error) {
	switch part {
	case "":
		return nil, nil //nolint:nilnil // no filter
	case "even", "odd":
		return func(n int) bool { return (n%2 == 0) == (part == "even") }, nil
	}
	return nil, casus.Errorf(casus.Invalid, "eval place: no part %q (even, odd)", part)
}

func (s *scoring) actor() (eval.Result, error) {
	path, err := s.one()
	if err != nil {
		return eval.Result{}, err
	}
	if s.Texts == "" {
		return eval.Result{}, casus.Errorf(casus.Invalid, "eval actor needs --texts")
	}
	r := pipeline.NewResolver(s.coder)
	resolve := func(doc *casus.Document, spans []casus.Span) ([]casus.Party, error) {
		out := make([]casus.Party, len(spans))
		for i, span := range spans {
			if out[i], err = r.Actor(doc, span, ""); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	return eval.Actor(resolve, path, eval.ActorOptions{Texts: s.Texts, Part: s.Part, Out: s.out})
}

func (s *scoring) code() (eval.Result, error) {
	path, err := s.one()
	if err != nil {
		return eval.Result{}, err
	}
	code := s.mentions
	if s.Text != "" {
		for doc, err := range (&inputs{Files: []string{s.Text}}).documents(&app{}) {
			if err != nil {
				return eval.Result{}, err
			}
			return eval.CodeText(code, path, &doc, s.out)
		}
	}
	return eval.Code(s.main, s.coder.Ontology.Quad, path, eval.CodeOptions{Part: s.Part, Out: s.out})
}

// main codes a document of one sentence and gives the mention that the sentence is about.
func (s *scoring) main(doc *casus.Document) ([]casus.Mention, error) {
	p, err := s.page(doc)
	if err != nil || p.Main() == nil {
		return nil, err
	}
	return []casus.Mention{*p.Main()}, nil
}

// mentions codes a document, for scorers that look at nothing else.
func (s *scoring) mentions(doc *casus.Document) ([]casus.Mention, error) {
	p, err := s.page(doc)
	if err != nil {
		return nil, err
	}
	return p.Mentions, nil
}

func (s *scoring) police() (eval.Result, error) {
	path, err := s.one()
	if err != nil {
		return eval.Result{}, err
	}
	return eval.CodePolice(s.mentions, path, s.out)
}

func (s *scoring) ner() (eval.Result, error) {
	return eval.NER(eval.NEROptions{Paths: s.Paths, Analyser: s.english(), Fifth: s.Fifth, Out: s.out})
}

func (s *scoring) gumDates() (eval.Result, error) {
	path, err := s.one()
	if err != nil {
		return eval.Result{}, err
	}
	return eval.GUMDates(path, eval.TimeOptions{Find: s.times, Out: s.out})
}

func (s *scoring) eventTime() (eval.Result, error) {
	path, err := s.one()
	if err != nil {
		return eval.Result{}, err
	}
	r := pipeline.NewResolver(s.coder)
	find := func(doc *casus.Document, spans []casus.Span) ([]*casus.When, []string, error) {
		times, whys := make([]*casus.When, len(spans)), make([]string, len(spans))
		for i, span := range spans {
			if times[i], whys[i], err = r.Time(doc, span, true); err != nil {
				return nil, nil, err
			}
		}
		return times, whys, nil
	}
	return eval.EventTime(find, path, eval.EventTimeOptions{Texts: s.Texts, Part: s.Part, Out: s.out})
}

func (s *scoring) causal() (eval.Result, error) {
	path, err := s.one()
	if err != nil {
		return eval.Result{}, err
	}
	engine, err := lingall.New("en", lingall.Options{Vectors: true})
	if err != nil {
		return eval.Result{}, err
	}
	task := eval.CausalTask{Analyser: engine, Folds: s.Folds, Train: trainCausal, Out: s.out}
	if s.Folds > 0 {
		task.Lessons, err = lessons(s.Lessons, engine)
	} else {
		task.Model, err = link.ReadCausal(models.Causal)
	}
	if err != nil {
		return eval.Result{}, err
	}
	return eval.Causal(path, task)
}

// causalLessons are the project's own sentences for the causal model, seen from the top of the repository.
const causalLessons = "eval/lessons/causal.csv"

// lessons reads sentences to learn from; without a path, the project's own where the command runs beside them.
func lessons(path string, an ling.Analyser) ([]link.CausalExample, error) {
	if path == "" {
		if _, err := os.Stat(causalLessons); errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		path = causalLessons
	}
	return eval.CausalExamples(path, an)
}

// causalSeed is the seed that the shipped model and those of the folds are trained with.
const causalSeed = 7

// trainCausal trains a model of causal sentences with the shipped one's settings.
func trainCausal(data []link.CausalExample) (*link.Causal, error) {
	return train.Causal(data, train.CausalOptions{Seed: causalSeed})
}

func (s *scoring) story() (eval.Result, error) {
	path, err := s.one()
	if err != nil {
		return eval.Result{}, err
	}
	return eval.Story(path, eval.StoryTask{Out: s.out})
}

func (s *scoring) saying() (eval.Result, error) {
	path, err := s.one()
	if err != nil {
		return eval.Result{}, err
	}
	return eval.Saying(path, eval.SayingTask{Analyser: s.english(), Finder: s.coder.Tools.Saying, Out: s.out})
}

func (s *scoring) coref() (eval.Result, error) {
	path, err := s.one()
	if err != nil {
		return eval.Result{}, err
	}
	task := eval.CorefTask{Analyser: s.english(), Out: s.out}
	if s.Folds > 0 {
		return eval.CorefFolds(path, task, s.Folds, fuse.Growing{})
	}
	return eval.Coref(path, task)
}

func (s *scoring) decide() (eval.Result, error) {
	path, err := s.one()
	if err != nil {
		return eval.Result{}, err
	}
	task, err := decideTask(s.coder, s.coder, path)
	if err != nil {
		return eval.Result{}, err
	}
	task.Folds, task.Limit = s.Folds, s.Learn
	return eval.DecideFolds(task)
}

// why says which frames were tried in a sentence of a page.
func (s *scoring) why(p *extract.Page, sentence int) string {
	return s.coder.Tools.What.Explain(p.Text, sentence, what.Hints{})
}

func (s *scoring) gold() (eval.Result, error) {
	clusters, path, err := s.annotated()
	if err != nil {
		return eval.Result{}, err
	}
	return eval.Gold(eval.GoldOptions{Clusters: clusters, Data: path, Code: s.page, Together: pipeline.Together, Out: s.out, Why: s.why})
}
