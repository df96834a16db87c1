package models

import _ "embed"

// Decide is the model that decides which candidates for an event are events, read by package extract/what; `casus train
// decide` makes it.
//
//go:embed decide.tsv.gz
var Decide []byte
