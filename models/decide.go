package models

import _ "embed"

// Decide is the table of the model that decides which candidates for an event are events, read by package extract/what; `casus train
// decide` makes it, and the network beside it.
//
//go:embed decide.tsv.gz
var Decide []byte

// DecideNet is the network of that model.
//
//go:embed decide.nn
var DecideNet []byte
