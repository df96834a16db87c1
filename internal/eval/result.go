// Package eval scores casus on data sets in their published formats. Paths and options come in, a Result goes out; it
// refuses to score what it cannot align and never reads data that is not named to it.
package eval

// Result is the score of one task on one data set, as `casus eval` prints it.
type Result struct {
	Task   string             `json:"task"`
	Data   string             `json:"data"`
	N      int                `json:"n"`
	Scores map[string]float64 `json:"scores"`
}
