package models

import _ "embed"

// Causal is the model of causal sentences, read by package extract/link; `casus train causal` makes it.
//
//go:embed causal.bin
var Causal []byte
