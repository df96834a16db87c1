package what

import (
	"math"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/sense"
	"github.com/casus-project/casus/internal/ling"
)

// mix says how the model's own log odds and those of the sense network make one answer. Own 0 is a model that never learned it. For what only
// the sense network proposes, own is how far the document speaks of public affairs.
type mix struct{ own, sense, shift float64 }

// deaf is the log odds from which down nobody asks the sense network: no more than one in fifty of such candidates are events, and
// most sentences of most texts have no better one.
const deaf = -4

// heard is the answer on a candidate after the sense network has had its say.
func (m *matcher) heard(own float64, k *match) float64 {
	x := m.decision.mix
	if k.heard {
		z, _ := m.senseOf(k)
		h := m.decision.heard
		return h.own*m.publicDocument() + h.sense*z + h.shift
	}
	if m.c.sense == nil || x.own == 0 || own < deaf {
		return own
	}
	z, ok := m.senseOf(k)
	if !ok {
		return own
	}
	return x.own*own + x.sense*z + x.shift
}

// anyWord is the trigger of frames for words that no other frame takes for an event of the type.
const anyWord = "*"

// whisper is the log odds of the sense network from which on it proposes a candidate of its own.
const whisper = -2

// heardEnough is how probable what only the sense network proposes must be: no frame speaks for it.
const heardEnough = 0.45

// hear adds what the sense network takes for an event of a type and no frame of the word proposes, in sentences of which some frame proposes
// anything and in texts that speak of public affairs.
func (m *matcher) hear() {
	d := m.decision
	if m.c.sense == nil || d == nil || d.heard.sense == 0 && !m.named || len(m.found)+len(m.spare) == 0 && m.publicDocument() < 0 {
		return
	}
	for i := m.first; i < m.last; i++ {
		if u := m.t.Tokens[i].UPOS; u != ling.VERB && u != ling.NOUN || m.insideName(i) {
			continue
		}
		for _, f := range m.c.lex.frames[anyWord] {
			if z, ok := m.senseAt(i, f.code); !ok || z < whisper || !m.posFits(i, f.pos) || m.proposes(i, f.code) {
				continue
			}
			v := m.verbView
			if f.pos == noun {
				v = func(i int) view { return m.nounView(i, false) }
			}
			w := v(i)
			if k, _ := m.try(f, &w); k.frame != nil {
				k.heard = true
				m.spare = append(m.spare, k)
			}
		}
	}
}

// proposes reports whether a candidate of a type stands at a word, or a trap.
func (m *matcher) proposes(i int, code casus.Code) bool {
	for _, list := range [][]match{m.found, m.spare} {
		for n := range list {
			if k := &list[n]; k.view.head == i && (k.code == code || k.frame.trap != "") {
				return true
			}
		}
	}
	return false
}

// senseOf is what the sense network says of a candidate, in log odds; ok is false where there is none or it has no answer.
func (m *matcher) senseOf(k *match) (z float64, ok bool) {
	return m.senseAt(k.view.head, k.code)
}

// senseAt is what it says of a word and a type.
func (m *matcher) senseAt(i int, code casus.Code) (z float64, ok bool) {
	if m.c.sense == nil {
		return 0, false
	}
	if m.reading == nil {
		if r, _ := m.c.readings.Get().(*sense.Reading); r != nil {
			m.reading = r
		} else {
			m.reading = m.c.sense.NewReading()
		}
	}
	if m.readAt != m.first+1 {
		m.readAt = m.first + 1
		m.reading.Read(func(i int) string { return m.t.Tokens[m.first+i].Form }, m.last-m.first)
	}
	return m.reading.LogOdds(i-m.first, code)
}

// close gives the memory for sentences back.
func (m *matcher) close() {
	if m.reading != nil {
		m.c.readings.Put(m.reading)
		m.reading = nil
	}
}

// learnMix fits the mixture on cases that neither of the two has learned from: own are log odds.
func learnMix(own, said []float64, right []bool) mix {
	x := make([][3]float64, len(own))
	for i := range own {
		x[i] = [3]float64{own[i], said[i], 1}
	}
	w := regress(x, right)
	return mix{own: w[0], sense: w[1], shift: w[2]}
}

// regress is a logistic regression of three weights by Newton's method. A step that does not lower the loss is halved.
func regress(x [][3]float64, right []bool) (w [3]float64) {
	const steps, halvings, ridge = 30, 20, 1e-6
	loss := lossOf(x, right, w)
	for range steps {
		var grad [3]float64
		var hess [3][3]float64
		for i, f := range x {
			p := sigmoid(w[0]*f[0] + w[1]*f[1] + w[2]*f[2])
			y := 0.0
			if right[i] {
				y = 1
			}
			for a := range f {
				grad[a] += (p - y) * f[a]
				for b := range f {
					hess[a][b] += p * (1 - p) * f[a] * f[b]
				}
			}
		}
		for a := range grad {
			hess[a][a] += ridge
		}
		step, by := solve(hess, grad), 1.0
		for range halvings {
			next := [3]float64{w[0] - by*step[0], w[1] - by*step[1], w[2] - by*step[2]}
			if l := lossOf(x, right, next); l < loss {
				w, loss = next, l
				break
			}
			by /= 2
		}
	}
	return w
}

// lossOf is the sum of the logistic losses.
func lossOf(x [][3]float64, right []bool, w [3]float64) (sum float64) {
	for i, f := range x {
		z := w[0]*f[0] + w[1]*f[1] + w[2]*f[2]
		if right[i] {
			z = -z
		}
		sum += max(z, 0) + math.Log1p(math.Exp(-math.Abs(z)))
	}
	return sum
}

// solve is Gauss's elimination of three positive definite equations.
func solve(m [3][3]float64, y [3]float64) [3]float64 {
	for i := range 3 {
		for j := i + 1; j < 3; j++ {
			f := m[j][i] / m[i][i]
			for k := i; k < 3; k++ {
				m[j][k] -= f * m[i][k]
			}
			y[j] -= f * y[i]
		}
	}
	for i := 2; i >= 0; i-- {
		for k := i + 1; k < 3; k++ {
			y[i] -= m[i][k] * y[k]
		}
		y[i] /= m[i][i]
	}
	return y
}
