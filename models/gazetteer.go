package models

import _ "embed"

// Gazetteer is the compiled gazetteer of places, read by package gazetteer; `casus gazetteer build` makes it.
//
//go:embed gazetteer.bin
var Gazetteer []byte
